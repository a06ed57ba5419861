// Which part of the trial is seen, and where things are on the canvas, in CSS pixels.
const layout = { gutter: 132, ribbon: 20, axis: 20, heap: 62, strip: 16, lanePadding: 3, rightEdge: 14, leastRow: 14, mostRow: 24 };
layout.axisTop = layout.ribbon;
layout.heapTop = layout.axisTop + layout.axis;
layout.stripTop = layout.heapTop + layout.heap;
layout.lanesTop = layout.stripTop + layout.strip + 2;

class View {
  constructor(trial) {
    this.trial = trial;
    this.scroll = 0;
    this.resize(800, 600);
    this.fit();
  }

  resize(width, height) {
    this.width = width;
    this.height = height;
    this.plotWidth = Math.max(50, width - layout.gutter - layout.rightEdge);
    const rows = this.trial.lanes.reduce((sum, lane) => sum + lane.rows.length, 0);
    const room = height - layout.lanesTop - this.trial.lanes.length * layout.lanePadding * 2;
    this.rowHeight = Math.min(layout.mostRow, Math.max(layout.leastRow, Math.floor(room / rows)));
    this.laneTops = [];
    let top = 0;
    for (const lane of this.trial.lanes) {
      this.laneTops.push(top);
      top += lane.rows.length * this.rowHeight + layout.lanePadding * 2;
    }
    this.lanesHeight = top;
    this.scrollTo(this.scroll);
  }

  get nsPerPixel() { return (this.to - this.from) / this.plotWidth; }

  xOf(time) { return layout.gutter + (time - this.from) / this.nsPerPixel; }

  timeAt(x) { return this.from + (x - layout.gutter) * this.nsPerPixel; }

  laneTop(lane) { return layout.lanesTop + this.laneTops[lane] - this.scroll; }

  rowTop(span) {
    const { data } = this.trial;
    return this.laneTop(data.lane[span]) + layout.lanePadding + data.row[span] * this.rowHeight;
  }

  // At least 20 ns are seen, at most the trial with a margin.
  show(from, to) {
    const whole = this.trial.length * 1.02;
    const length = Math.min(whole, Math.max(20, to - from));
    const start = (from + to - length) / 2;
    const margin = length * 0.5;
    this.from = Math.min(Math.max(start, -margin), Math.max(-margin, this.trial.length + margin - length));
    this.to = this.from + length;
  }

  fit() { this.show(-this.trial.length * 0.005, this.trial.length * 1.005); }

  zoom(factor, x = layout.gutter + this.plotWidth / 2) {
    const time = this.timeAt(x);
    const length = Math.min(this.trial.length * 1.02, Math.max(20, (this.to - this.from) * factor));
    const part = (x - layout.gutter) / this.plotWidth;
    this.show(time - length * part, time + length * (1 - part));
  }

  pan(pixels) {
    const moved = pixels * this.nsPerPixel;
    this.show(this.from + moved, this.to + moved);
  }

  scrollTo(y) { this.scroll = Math.round(Math.min(Math.max(0, y), Math.max(0, this.lanesHeight - (this.height - layout.lanesTop)))); }

  zoomTo(span) {
    const { data } = this.trial;
    const length = Math.max(data.duration(span), 10);
    this.show(data.start[span] - length * 0.06, data.end[span] + length * 0.06);
    this.reveal(span);
  }

  // Brings a span into view without changing the zoom more than needed.
  centre(span) {
    const { data } = this.trial;
    const middle = (data.start[span] + data.end[span]) / 2;
    const length = Math.max(this.to - this.from, data.duration(span) * 1.12);
    const isWideEnough = data.duration(span) / length > 0.05;
    if (!isWideEnough) this.zoomTo(span);
    else if (data.start[span] < this.from || data.end[span] > this.to) this.show(middle - length / 2, middle + length / 2);
    this.reveal(span);
  }

  reveal(span) {
    const top = this.rowTop(span);
    if (top < layout.lanesTop) this.scrollTo(this.scroll + top - layout.lanesTop - 8);
    else if (top + this.rowHeight > this.height) this.scrollTo(this.scroll + top + this.rowHeight + 8 - this.height);
  }

  // What is under a point: a span, or -1.
  spanAt(x, y) {
    if (x < layout.gutter) return -1;
    const time = this.timeAt(x);
    const tolerance = 3 * this.nsPerPixel;
    if (y < layout.ribbon) return this.trial.phaseRow.at(time, 0);
    if (y >= layout.stripTop && y < layout.stripTop + layout.strip) return this.trial.pauseRow.at(time, tolerance);
    if (y < layout.lanesTop) return -1;
    for (let lane = 0; lane < this.trial.lanes.length; lane++) {
      const row = Math.floor((y - this.laneTop(lane) - layout.lanePadding) / this.rowHeight);
      if (row >= 0 && row < this.trial.lanes[lane].rows.length) return this.trial.lanes[lane].rows[row].at(time, tolerance);
    }
    return -1;
  }
}
