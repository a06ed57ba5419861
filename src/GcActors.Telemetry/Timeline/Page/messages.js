// Messages: behind the spans, so that texts stay free; those of the selected span in front.
const arrowDrawing = {
  most: 700,

  draw(context, view, selected, isFront) {
    if (isFront && selected < 0) return;
    const { trial } = view;
    const { list, time } = trial.arrows;
    const slack = (view.to - view.from) * 0.2;
    const first = lowerBound(time, view.from - slack);
    const last = lowerBound(time, view.to + slack);
    if (last - first > 20000) return;
    const near = [];
    for (let i = first; i < last; i++) {
      const arrow = list[i];
      const parent = arrow.kind === 'told' ? arrow.from : arrow.to;
      const seen = arrow.kind === 'link' ? trial.data.duration(arrow.to) : trial.data.duration(parent);
      if (seen / view.nsPerPixel > 40) near.push(arrow);
    }
    if (near.length > this.most) return;
    for (const arrow of near) {
      const isSelected = arrow.from === selected || arrow.to === selected;
      if (isSelected === isFront) this.one(context, view, arrow, isSelected, near.length);
    }
  },

  one(context, view, arrow, isSelected, count) {
    const { data } = view.trial;
    const sentX = view.xOf(arrow.sent ?? arrow.time);
    const x = view.xOf(arrow.until);
    const fromTop = view.rowTop(arrow.from);
    const toTop = view.rowTop(arrow.to);
    const isDown = toTop > fromTop;
    const y1 = fromTop + (isDown ? view.rowHeight - 2 : 1);
    const y2 = toTop + (isDown ? 0 : view.rowHeight - 2);
    context.strokeStyle = context.fillStyle = theme.ink[arrow.kind];
    context.globalAlpha = isSelected ? 1 : count > 250 ? 0.35 : 0.7;
    context.lineWidth = isSelected ? 2 : 1;
    context.setLineDash(arrow.kind === 'link' ? [4, 3] : []);
    context.beginPath();
    context.moveTo(sentX, y1);
    if (arrow.kind === 'link') context.bezierCurveTo(sentX, (y1 + y2) / 2, x, (y1 + y2) / 2, x, y2);
    else context.lineTo(x, y2);
    context.stroke();
    context.setLineDash([]);
    const head = isDown ? -6 : 6;
    context.beginPath();
    context.moveTo(x, y2);
    context.lineTo(x - 3, y2 + head);
    context.lineTo(x + 3, y2 + head);
    context.fill();
    if (arrow.kind !== 'link') {
      context.beginPath();
      context.arc(sentX, y1, 1.8, 0, 7);
      context.fill();
    }
    context.globalAlpha = 1;
  },
};
