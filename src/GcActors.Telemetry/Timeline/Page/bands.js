// Pauses as bands over all lanes, and the strip that names them.
const bandDrawing = {
  draw(context, view, bottom) {
    const { trial } = view;
    const row = trial.pauseRow;
    const nsPerPixel = view.nsPerPixel;
    const last = lowerBound(row.start, view.to, row.count);
    for (let i = lowerBound(row.end, view.from, row.count); i < last;) {
      const left = view.xOf(row.start[i]);
      const width = (row.end[i] - row.start[i]) / nsPerPixel;
      if (width >= 2) {
        this.one(context, view, trial.pauses[i], left, width, bottom);
        i++;
        continue;
      }
      const pixel = Math.floor(left);
      const j = spanDrawing.endOfPixel(row, i, Math.min(last, lowerBound(row.start, view.timeAt(pixel + 1), row.count)), nsPerPixel);
      const covered = Math.min(1, (row.busy[j] - row.busy[i]) / nsPerPixel);
      const generation = this.highest(trial, i, j);
      context.fillStyle = `rgba(${theme.ink.band},${0.5 * theme.ink.bandAlpha[generation] * (0.4 + covered)})`;
      context.fillRect(pixel, layout.heapTop, 1, bottom - layout.heapTop);
      context.fillStyle = `rgba(${theme.ink.band},${0.25 + 0.25 * generation})`;
      context.fillRect(pixel, layout.stripTop + layout.strip - 5 - generation * 4, 1, 5 + generation * 4);
      i = j;
    }
  },

  highest(trial, i, j) {
    let generation = 0;
    for (let k = i; k < Math.min(j, i + 64); k++) generation = Math.max(generation, Number(trial.pauses[k].generation) || 0);
    return Math.min(2, generation);
  },

  one(context, view, pause, left, width, bottom) {
    const { ink } = theme;
    const isCollection = pause.generation !== '';
    const from = Math.max(left, layout.gutter);
    const to = Math.min(left + width, view.width - layout.rightEdge);
    const level = isCollection ? Math.min(2, pause.generation) : 1;
    context.fillStyle = `rgba(${isCollection ? ink.band : ink.pauseBand},${ink.bandAlpha[level]})`;
    context.fillRect(from, layout.heapTop, to - from, bottom - layout.heapTop);
    context.fillStyle = isCollection ? colours.vermillion : colours.orange;
    context.globalAlpha = 0.6 + 0.2 * level;
    context.fillRect(from, layout.stripTop + 1, Math.max(1, to - from - 0.5), layout.strip - 1);
    context.globalAlpha = 1;
    if (to - from > 12) this.name(context, view, pause, from, to, isCollection);
  },

  name(context, view, pause, from, to, isCollection) {
    context.font = font(11, 600);
    context.fillStyle = isCollection ? '#fff' : '#101418';
    const short = isCollection ? `${pause.generation}` : '';
    const middle = isCollection ? `gen ${pause.generation}` : 'pause';
    const long = `${middle} · ${pause.reason} · ${formatTime(pause.duration)}`;
    const text = [long, `${middle} · ${formatTime(pause.duration)}`, middle, short].find(t => widthOf(context, t) + 6 <= to - from) ?? '';
    context.textAlign = 'center';
    context.fillText(text, (from + to) / 2, layout.stripTop + layout.strip / 2 + 1.5);
    context.textAlign = 'left';
  },
};
