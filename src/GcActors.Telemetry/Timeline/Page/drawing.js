// Gives a canvas as many pixels as the screen has.
const prepare = (canvas, width, height, scale) => {
  const pixels = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) [canvas.width, canvas.height] = pixels;
};

// Draws the view: from what lies behind to what lies in front.
const drawView = (canvas, view, state) => {
  const scale = devicePixelRatio || 1;
  prepare(canvas, view.width, view.height, scale);
  const context = canvas.getContext('2d');
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = theme.ink.paper;
  context.fillRect(0, 0, view.width, view.height);
  const bottom = Math.min(view.height, layout.lanesTop + view.lanesHeight - view.scroll);
  drawLaneGrounds(context, view);
  clipped(context, layout.gutter, 0, view, () => {
    headerDrawing.axis(context, view, bottom);
    bandDrawing.draw(context, view, bottom);
  });
  headerDrawing.axis(context, view, layout.heapTop);
  headerDrawing.heap(context, view);
  headerDrawing.phases(context, view);
  headerDrawing.caption(context, 'pauses', layout.stripTop + layout.strip / 2 + 1);
  clipped(context, layout.gutter, layout.lanesTop, view, () => {
    arrowDrawing.draw(context, view, state.selected, false);
    drawLanes(context, view);
    spanDrawing.events(context, view);
    arrowDrawing.draw(context, view, state.selected, true);
    if (state.selected >= 0) drawFrame(context, view, state.selected, 2);
    if (state.hovered >= 0 && state.hovered !== state.selected) drawFrame(context, view, state.hovered, 1);
  });
  clipped(context, 0, layout.lanesTop, view, () => drawLaneNames(context, view));
  if (state.box) drawBox(context, view, state.box);
};

const clipped = (context, left, top, view, draw) => {
  context.save();
  context.beginPath();
  context.rect(left, top, view.width - left - (left > 0 ? layout.rightEdge : 0), view.height - top);
  context.clip();
  draw();
  context.restore();
};

const drawLaneGrounds = (context, view) => clipped(context, 0, layout.lanesTop, view, () => {
  view.trial.lanes.forEach((lane, i) => {
    const top = view.laneTop(i);
    const height = lane.rows.length * view.rowHeight + layout.lanePadding * 2;
    context.fillStyle = i % 2 === 0 ? theme.ink.lane : theme.ink.paper;
    context.fillRect(0, top, view.width, height);
  });
});

const drawLanes = (context, view) => {
  const hasSearch = view.trial.search.isMatch !== null;
  view.trial.lanes.forEach((lane, i) => lane.rows.forEach((row, r) => {
    const top = view.laneTop(i) + layout.lanePadding + r * view.rowHeight;
    if (top + view.rowHeight > layout.lanesTop && top < view.height) spanDrawing.row(context, view, row, top, view.rowHeight - 1.5, hasSearch);
  }));
};

const drawLaneNames = (context, view) => {
  view.trial.lanes.forEach((lane, i) => {
    const top = view.laneTop(i);
    const height = lane.rows.length * view.rowHeight + layout.lanePadding * 2;
    context.fillStyle = i % 2 === 0 ? theme.ink.lane : theme.ink.paper;
    context.fillRect(0, top, layout.gutter - 1, height);
    context.fillStyle = theme.ink.text;
    context.font = font(12, 500);
    context.fillText(fitText(context, lane.name, layout.gutter - 16), 10, top + layout.lanePadding + view.rowHeight / 2);
  });
  context.fillStyle = theme.ink.strong;
  context.fillRect(layout.gutter - 1, layout.lanesTop, 1, view.height);
};

const drawFrame = (context, view, span, width) => {
  const { data } = view.trial;
  const left = Math.max(layout.gutter - 4, view.xOf(data.start[span]));
  const right = Math.min(view.width + 4, view.xOf(data.end[span]));
  context.strokeStyle = theme.ink.select;
  context.lineWidth = width;
  context.strokeRect(left - 1, view.rowTop(span) - 1, Math.max(2, right - left) + 1.5, view.rowHeight + 0.5);
};

const drawBox = (context, view, box) => {
  context.fillStyle = theme.ink.view;
  context.fillRect(box.from, 0, box.to - box.from, view.height);
  context.font = font(11, 600);
  context.fillStyle = theme.ink.text;
  context.fillText(formatTime(Math.abs(box.to - box.from) * view.nsPerPixel), Math.min(box.from, box.to) + 4, layout.axisTop + layout.axis / 2);
};
