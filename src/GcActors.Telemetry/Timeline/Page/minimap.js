// The whole trial, small: phases, pauses by generation, the heap, matches, and a window where the view is.
class Minimap {
  constructor(canvas) {
    this.canvas = canvas;
    this.picture = document.createElement('canvas');
    this.key = '';
  }

  timeAt(trial, x) { return (x - layout.gutter) / (this.width - layout.gutter - layout.rightEdge) * trial.length; }

  xOf(trial, time) { return layout.gutter + time / trial.length * (this.width - layout.gutter - layout.rightEdge); }

  draw(view, scale) {
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    const key = [this.width, this.height, scale, theme.name, view.trial.search.words.join(' '), view.trial.data.trace].join('|');
    if (key !== this.key) this.paint(view.trial, scale);
    this.key = key;
    prepare(this.canvas, this.width, this.height, scale);
    const context = this.canvas.getContext('2d');
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.picture, 0, 0);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    this.window(context, view);
  }

  window(context, view) {
    const left = Math.max(layout.gutter, this.xOf(view.trial, view.from));
    const right = Math.min(this.width - layout.rightEdge, this.xOf(view.trial, view.to));
    const width = Math.max(3, right - left);
    context.fillStyle = theme.ink.view;
    context.fillRect(left, 0, width, this.height);
    context.strokeStyle = theme.ink.told;
    context.lineWidth = 1.5;
    context.strokeRect(left + 0.75, 0.75, width - 1.5, this.height - 1.5);
  }

  paint(trial, scale) {
    prepare(this.picture, this.width, this.height, scale);
    const context = this.picture.getContext('2d');
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillStyle = theme.ink.lane;
    context.fillRect(0, 0, this.width, this.height);
    context.textBaseline = 'middle';
    headerDrawing.caption(context, 'whole trial', 13);
    context.font = font(11, 600);
    context.fillStyle = theme.ink.text;
    context.fillText(formatTime(trial.length), 10, 30);
    for (const span of trial.phases) {
      context.fillStyle = trial.colourOf(span);
      const left = this.xOf(trial, trial.data.start[span]);
      context.fillRect(left, 2, Math.max(1, this.xOf(trial, trial.data.end[span]) - left - 1), 5);
    }
    this.pauses(context, trial);
    this.heap(context, trial);
    this.matches(context, trial);
  }

  pauses(context, trial) {
    const tallest = new Float64Array(Math.ceil(this.width) + 1);
    const longest = trial.pauses.reduce((most, pause) => Math.max(most, pause.duration), 1);
    for (const pause of trial.pauses) {
      const x = Math.floor(this.xOf(trial, trial.data.start[pause.span]));
      tallest[x] = Math.max(tallest[x], Math.sqrt(pause.duration / longest));
    }
    context.fillStyle = colours.vermillion;
    for (let x = 0; x < tallest.length; x++) {
      const height = tallest[x] * (this.height - 14);
      if (height > 0) context.fillRect(x, this.height - 4 - height, 1, height);
    }
  }

  heap(context, trial) {
    const { time, bytes, most } = trial.heap;
    context.strokeStyle = theme.ink.heap;
    context.lineWidth = 1.2;
    context.beginPath();
    let lastX = -1;
    for (let i = 0; i < time.length; i++) {
      const x = this.xOf(trial, time[i]);
      if (x - lastX < 0.7) continue;
      context.lineTo(x, this.height - 4 - bytes[i] / most * (this.height - 14));
      lastX = x;
    }
    context.stroke();
  }

  matches(context, trial) {
    context.fillStyle = theme.ink.match;
    let lastX = -1;
    for (const span of trial.search.matches) {
      const x = Math.floor(this.xOf(trial, trial.data.start[span]));
      if (x !== lastX) context.fillRect(x, this.height - 4, 1, 4);
      lastX = x;
    }
  }
}
