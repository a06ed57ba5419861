// Above the lanes: phases, the time axis and the heap.
const headerDrawing = {
  phases(context, view) {
    const { trial } = view;
    context.font = font(11, 600);
    for (const span of trial.phases) {
      const left = Math.max(layout.gutter, view.xOf(trial.data.start[span]));
      const right = Math.min(view.width - layout.rightEdge, view.xOf(trial.data.end[span]));
      if (right <= left) continue;
      context.fillStyle = trial.colourOf(span);
      context.fillRect(left, 2, Math.max(1, right - left - 1), layout.ribbon - 3);
      context.fillStyle = inkOn(trial.colourOf(span));
      const long = `${trial.label(span)}  ${formatTime(trial.data.duration(span))}`;
      const text = widthOf(context, long) <= right - left - 10 ? long : fitText(context, trial.data.spanName(span), right - left - 10);
      context.fillText(text, left + 5, layout.ribbon / 2 + 1);
    }
    this.caption(context, 'phase', layout.ribbon / 2 + 1);
  },

  // Steps of 1, 2 or 5 times a power of ten, about 90 pixels apart.
  ticks(view) {
    const wanted = view.nsPerPixel * 90;
    const power = 10 ** Math.floor(Math.log10(wanted));
    const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= wanted);
    const found = [];
    for (let k = Math.max(0, Math.ceil(view.from / step)); k * step <= Math.min(view.to, view.trial.length); k++) found.push(k * step);
    return { step, found };
  },

  axis(context, view, bottom) {
    const { ink } = theme;
    const { step, found } = this.ticks(view);
    context.font = font(11);
    context.textAlign = 'center';
    for (const time of found) {
      const x = Math.round(view.xOf(time)) + 0.5;
      if (x < layout.gutter) continue;
      context.strokeStyle = ink.line;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x, layout.heapTop);
      context.lineTo(x, bottom);
      context.stroke();
      context.fillStyle = ink.soft;
      const text = this.timeLabel(time, step);
      const half = widthOf(context, text) / 2;
      if (x - half > layout.gutter - 30 && x + half < view.width) context.fillText(text, x, layout.axisTop + layout.axis / 2 + 1);
    }
    context.textAlign = 'left';
    this.caption(context, view.trial.isVirtual ? 'virtual time' : 'time', layout.axisTop + layout.axis / 2 + 1);
  },

  // One unit for all ticks, with as many places as the step needs.
  timeLabel(time, step) {
    if (time === 0) return '0';
    const [scale, unit] = timeUnits.find(([size]) => Math.max(step * 5, Math.min(time, step * 5000)) >= size) ?? timeUnits[3];
    const places = Math.max(0, -Math.floor(Math.log10(step / scale) + 1e-9));
    return `${(time / scale).toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places })} ${unit}`;
  },

  heap(context, view) {
    const { ink } = theme;
    const { time, bytes, most } = view.trial.heap;
    const bottom = layout.heapTop + layout.heap - 3;
    const height = layout.heap - 10;
    this.caption(context, 'heap', layout.heapTop + 12);
    if (time.length === 0) return;
    context.font = font(10);
    context.fillStyle = ink.soft;
    context.fillText(`${formatBytes(most)} at most`, 10, layout.heapTop + 26);
    context.save();
    context.beginPath();
    context.rect(layout.gutter, layout.heapTop, view.width - layout.gutter - layout.rightEdge, layout.heap);
    context.clip();
    const y = value => bottom - value / most * height;
    const first = Math.max(0, lowerBound(time, view.from) - 1);
    const last = Math.min(time.length, lowerBound(time, view.to) + 1);
    context.beginPath();
    this.trace(context, view, time, bytes, first, last, y);
    context.strokeStyle = ink.heap;
    context.lineWidth = 1.5;
    context.lineJoin = 'round';
    context.stroke();
    context.lineTo(view.xOf(time[last - 1]), bottom);
    context.lineTo(view.xOf(time[first]), bottom);
    context.fillStyle = ink.heapFill;
    context.fill();
    context.restore();
  },

  // Many points in one pixel: its lowest and highest.
  trace(context, view, time, bytes, first, last, y) {
    let i = first;
    while (i < last) {
      const x = view.xOf(time[i]);
      const pixel = Math.floor(x);
      let low = bytes[i];
      let high = bytes[i];
      let j = i + 1;
      for (; j < last && Math.floor(view.xOf(time[j])) === pixel; j++) {
        low = Math.min(low, bytes[j]);
        high = Math.max(high, bytes[j]);
      }
      context.lineTo(x, y(bytes[i]));
      if (j > i + 2) {
        context.lineTo(x, y(high));
        context.lineTo(x, y(low));
      }
      if (j > i + 1) context.lineTo(view.xOf(time[j - 1]), y(bytes[j - 1]));
      i = j;
    }
  },

  caption(context, text, y) {
    context.font = font(11);
    context.fillStyle = theme.ink.soft;
    context.fillText(text, 10, y);
  },
};
