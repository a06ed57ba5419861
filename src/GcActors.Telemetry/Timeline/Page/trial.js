// A trial ready to be drawn: rows of spans that follow each other, sorted by time, and who lies in whom.
class Row {
  constructor(data, spans) {
    this.spans = spans;
    this.count = spans.length;
    this.start = Float64Array.from(spans, span => data.start[span]);
    this.end = Float64Array.from(spans, span => data.end[span]);
    this.busy = new Float64Array(this.count + 1);
    for (let i = 0; i < this.count; i++) this.busy[i + 1] = this.busy[i] + this.end[i] - this.start[i];
    this.matched = null;
  }

  mark(isMatch) {
    this.matched = isMatch && new Int32Array(this.count + 1);
    for (let i = 0; isMatch && i < this.count; i++) this.matched[i + 1] = this.matched[i] + isMatch[this.spans[i]];
  }

  // The span at a time, or the nearest one within the tolerance; -1: none.
  at(time, tolerance) {
    const i = lowerBound(this.end, time, this.count);
    let best = -1;
    let distance = tolerance;
    for (const candidate of [i - 1, i]) {
      if (candidate < 0 || candidate >= this.count) continue;
      const away = Math.max(this.start[candidate] - time, time - this.end[candidate], 0);
      if (away <= distance) [best, distance] = [this.spans[candidate], away];
    }
    return best;
  }
}

class Trial {
  constructor(data) {
    this.data = data;
    this.length = data.end.reduce((most, end) => Math.max(most, end), 1);
    this.value = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, data.column(key)]));
    this.kinds = data.strings.map(colourOfName);
    this.lanes = this.makeLanes();
    this.makeChildren();
    this.phases = this.spansNamed(...phaseNames);
    this.phaseRow = new Row(data, this.phases);
    this.root = Math.max(0, this.spansNamed('trial')[0] ?? 0);
    this.isVirtual = this.value.runtime(this.root) === 'simulation';
    this.lastToStop = new Set(this.spansNamed('stop').map(stop => lastToStop(this, stop)));
    this.pauses = findPauses(this);
    this.pauseRow = new Row(data, this.pauses.map(pause => pause.span));
    this.heap = heapCurve(this);
    this.arrows = findArrows(this);
    this.eventOrder = Int32Array.from({ length: data.events.count }, (_, i) => i).sort((a, b) => data.events.at[a] - data.events.at[b]);
    this.eventTimes = Float64Array.from(this.eventOrder, event => data.events.at[event]);
  }

  // Places in eventOrder of the events between two times.
  eventRange(from, to) { return [lowerBound(this.eventTimes, from), lowerBound(this.eventTimes, to)]; }

  makeLanes() {
    const { data } = this;
    const lists = data.heights.map(height => Array.from({ length: height }, () => []));
    for (let i = 0; i < data.count; i++) lists[data.lane[i]][data.row[i]].push(i);
    return data.lanes.map((name, i) => ({ name, rows: lists[i].map(list => new Row(data, list)) }));
  }

  makeChildren() {
    const { data } = this;
    this.childFrom = new Int32Array(data.count + 1);
    for (let i = 0; i < data.count; i++) if (data.parent[i] >= 0) this.childFrom[data.parent[i] + 1]++;
    for (let i = 0; i < data.count; i++) this.childFrom[i + 1] += this.childFrom[i];
    const next = this.childFrom.slice();
    this.childList = new Int32Array(this.childFrom[data.count]);
    for (let i = 0; i < data.count; i++) if (data.parent[i] >= 0) this.childList[next[data.parent[i]]++] = i;
  }

  children(span) { return Array.from(this.childList.subarray(this.childFrom[span], this.childFrom[span + 1])); }

  childrenNamed(span, ...names) { return this.children(span).filter(child => names.includes(this.data.spanName(child))); }

  spansNamed(...names) {
    const wanted = new Set(names.map(name => this.data.strings.indexOf(name)));
    const found = [];
    for (let i = 0; i < this.data.count; i++) if (wanted.has(this.data.nameOf[i])) found.push(i);
    return found;
  }

  colourOf(span) { return this.kinds[this.data.nameOf[span]]; }

  // The pause that a span lies in, or is; -1: none.
  pauseOf(span) {
    for (let at = span, steps = 0; at >= 0 && steps < 32; at = this.data.parent[at], steps++) {
      if (['collection', 'pause'].includes(this.data.spanName(at))) return at;
    }
    return -1;
  }

  // What a span says of itself where there is room.
  label(span) {
    const name = this.data.spanName(span);
    const { value } = this;
    const generation = value.generation(span);
    switch (name) {
      case 'collection': return `collection${generation === undefined ? '' : ` · gen ${generation}`}${Trial.more(value.reason(span))}`;
      case 'pause': return `pause${Trial.more(value.reason(span))}`;
      case 'stop': return `stop${Trial.more(value.last(span), 'last: ')}`;
      case 'stop mutator': return `${this.lastToStop.has(span) ? 'last to stop' : 'stopping'}${Trial.more(value.activity(span))}`;
      case 'collect phase': case 'collect share': return value.gcPhase(span) ?? name;
      default: return phaseNames.includes(name) ? `${name}${Trial.more(value.iteration(span), 'iteration ')}` : name;
    }
  }

  static more(text, prefix = '') { return text === undefined ? '' : ` · ${prefix}${text}`; }
}
