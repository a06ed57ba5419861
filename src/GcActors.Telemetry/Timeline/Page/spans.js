// Rows of spans. What is narrower than a pixel or so is never drawn by itself: a pixel shows how much of it is covered, in the colour of the longest.
const spanDrawing = {
  narrow: 2,
  sampled: 16,
  shades: [0.35, 0.55, 0.75, 0.95],

  row(context, view, row, top, height, hasSearch) {
    const { trial } = view;
    const nsPerPixel = view.nsPerPixel;
    let i = lowerBound(row.end, view.from, row.count);
    const last = lowerBound(row.start, view.to, row.count);
    let run = null;
    const flush = () => {
      if (run) this.fill(context, run, top, height);
      run = null;
    };
    while (i < last) {
      const left = view.xOf(row.start[i]);
      const width = (row.end[i] - row.start[i]) / nsPerPixel;
      if (width >= this.narrow) {
        flush();
        this.one(context, view, row.spans[i], left, width, top, height, hasSearch && !trial.search.isMatch[row.spans[i]]);
        i++;
        continue;
      }
      const pixel = Math.floor(left);
      const j = this.endOfPixel(row, i, Math.min(last, lowerBound(row.start, view.timeAt(pixel + 1), row.count)), nsPerPixel);
      const cell = this.cell(trial, row, i, j, nsPerPixel, hasSearch);
      if (run && run.right === pixel && run.colour === cell.colour && run.alpha === cell.alpha) run.right = pixel + 1;
      else {
        flush();
        run = { left: pixel, right: pixel + 1, ...cell };
      }
      i = j;
    }
    flush();
  },

  // Of the spans that begin in a pixel only the last can reach far beyond it, and that one is drawn by itself.
  endOfPixel(row, i, j, nsPerPixel) {
    const isWide = j > i + 1 && (row.end[j - 1] - row.start[j - 1]) / nsPerPixel >= this.narrow;
    return Math.max(i + 1, isWide ? j - 1 : j);
  },

  cell(trial, row, i, j, nsPerPixel, hasSearch) {
    const step = Math.max(1, Math.floor((j - i) / this.sampled));
    let longest = i;
    for (let k = i; k < j; k += step) if (row.end[k] - row.start[k] > row.end[longest] - row.start[longest]) longest = k;
    const covered = Math.min(1, (row.busy[j] - row.busy[i]) / nsPerPixel);
    const shade = Math.min(this.shades.length - 1, Math.floor(covered * this.shades.length));
    const isDimmed = hasSearch && row.matched && row.matched[j] === row.matched[i];
    return { colour: trial.colourOf(row.spans[longest]), alpha: this.shades[shade] * (isDimmed ? 0.25 : 1) };
  },

  fill(context, run, top, height) {
    context.globalAlpha = run.alpha;
    context.fillStyle = run.colour;
    context.fillRect(run.left, top, run.right - run.left, height);
    context.globalAlpha = 1;
  },

  one(context, view, span, left, width, top, height, isDimmed) {
    const right = Math.min(left + width, view.width) - 0.5;
    const from = Math.max(left, layout.gutter - 2);
    const colour = view.trial.colourOf(span);
    if (isDimmed) this.box(context, theme.ink.paper, from, top, right - from, height);
    context.globalAlpha = isDimmed ? 0.22 : 1;
    this.box(context, colour, from, top, right - from, height);
    context.globalAlpha = 1;
    if (view.trial.data.status[span] === 2) this.hatch(context, from, top, right - from, height);
    if (width > 22) this.text(context, view, span, from, right, top, height, isDimmed ? theme.ink.soft : inkOn(colour));
  },

  box(context, colour, left, top, width, height) {
    context.fillStyle = colour;
    context.beginPath();
    if (width > 6) context.roundRect(left, top, width, height, 2.5);
    else context.rect(left, top, Math.max(1, width), height);
    context.fill();
  },

  text(context, view, span, left, right, top, height, ink) {
    const start = Math.max(left, layout.gutter) + 4;
    context.font = font(height >= 16 ? 11 : 10);
    const label = view.trial.label(span);
    const duration = formatTime(view.trial.data.duration(span));
    const long = `${label}  ${duration}`;
    const room = right - start - 3;
    const text = widthOf(context, long) <= room ? long : fitText(context, label, room);
    if (text.length === 0) return;
    context.fillStyle = ink;
    context.fillText(text, start, top + height / 2 + 0.5);
  },

  hatch(context, left, top, width, height) {
    context.strokeStyle = 'rgba(255,255,255,.8)';
    context.lineWidth = 1;
    context.strokeRect(left + 1.5, top + 1.5, Math.max(0, width - 3), height - 3);
  },

  // Marks the moments of events, where their spans are wide enough to tell.
  events(context, view) {
    const { data } = view.trial;
    const { events } = data;
    const [first, last] = view.trial.eventRange(view.from, view.to);
    if (last - first > 4000) return;
    for (let i = first; i < last; i++) {
      const event = view.trial.eventOrder[i];
      const owner = events.owner[event];
      if (data.duration(owner) / view.nsPerPixel < 14) continue;
      const x = view.xOf(events.at[event]);
      const bottom = view.rowTop(owner) + view.rowHeight - 1.5;
      context.fillStyle = inkOn(view.trial.colourOf(owner));
      context.beginPath();
      context.moveTo(x, bottom - 4);
      context.lineTo(x + 3, bottom);
      context.lineTo(x - 3, bottom);
      context.fill();
    }
  },
};
