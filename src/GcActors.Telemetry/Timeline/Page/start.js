// Joins everything. The first drawing is complete when gcactorsReady stands in the window.
class App {
  constructor(raw) {
    this.raw = raw;
    this.trials = [];
    this.canvas = byId('canvas');
    this.minimap = new Minimap(byId('minimap'));
    this.list = new PauseList(span => this.goTo(span));
    this.selected = this.hovered = -1;
    this.box = null;
    this.isDrawing = false;
  }

  open(number) {
    this.trials[number] ??= new Trial(new TrialData(this.raw.trials[number], { strings: this.raw.strings, shapes: this.raw.shapes }));
    this.trial = this.trials[number];
    this.trial.search ??= new Search(this.trial, '');
    this.view = new View(this.trial);
    this.selected = this.hovered = -1;
    this.facts();
    this.list.show(this.trial, -1);
    this.showDetails();
    this.resize();
  }

  facts() {
    const { trial } = this;
    const { value, root } = trial;
    const chip = (name, text, className = '') => text === undefined ? [] : [element('span', { className: `chip ${className}` }, element('b', { textContent: name }), String(text))];
    byId('title').textContent = trial.data.name;
    byId('facts').replaceChildren(
      ...(trial.isVirtual ? [element('span', { className: 'chip virtual', textContent: 'simulation: virtual time' })] : chip('runtime', value.runtime(root))),
      ...chip('outcome', value.outcome(root)), ...chip('mutators', value.mutators(root)), ...chip('spans', formatCount(trial.data.count)),
      ...chip('counting', value.strategy(root), 'minor'), ...chip('seed', value.seed(root), 'minor'), ...this.untraced());
  }

  // Stops without spans are said, so that nobody takes the list for complete.
  untraced() {
    const missing = this.trial.phases.reduce((sum, span) => sum + (this.trial.value.untraced(span) ?? 0), 0);
    return missing > 0 ? [element('span', { className: 'chip virtual', textContent: `${formatCount(missing)} shorter stops not traced` })] : [];
  }

  resize() {
    const stage = byId('stage');
    this.view.resize(stage.clientWidth, stage.clientHeight);
    const scroll = byId('scroll');
    scroll.style.top = `${layout.lanesTop}px`;
    scroll.firstElementChild.style.height = `${this.view.lanesHeight}px`;
    scroll.hidden = this.view.lanesHeight <= this.view.height - layout.lanesTop;
    this.redraw();
  }

  redraw() {
    if (this.isDrawing) return;
    this.isDrawing = true;
    requestAnimationFrame(() => {
      this.isDrawing = false;
      this.draw();
    });
  }

  draw() {
    byId('scroll').scrollTop = this.view.scroll;
    drawView(this.canvas, this.view, this);
    this.minimap.draw(this.view, devicePixelRatio || 1);
  }

  select(span) {
    this.selected = span;
    this.list.select(span < 0 ? -1 : this.trial.pauseOf(span));
    this.showDetails();
    this.redraw();
  }

  // From a list or a link: pauses fill the view, other spans are only brought into it.
  goTo(span) {
    if (this.trial.pauseOf(span) === span || this.selected === span) this.view.zoomTo(span);
    else this.view.centre(span);
    this.select(span);
  }

  showDetails() { detailsPanel.show(this.trial, this.selected, span => this.goTo(span)); }

  hover(span, e) {
    const tip = byId('tip');
    tip.hidden = span < 0;
    if (span >= 0) this.placeTip(tip, span, e);
    if (span === this.hovered) return;
    this.hovered = span;
    this.redraw();
  }

  placeTip(tip, span, e) {
    const { trial } = this;
    const pause = trial.pauseOf(span);
    const lines = [`${trial.data.laneName(span)} · ${formatTime(trial.data.duration(span))}`];
    if (pause >= 0 && pause !== span) lines.push(`in ${trial.label(pause)}, ${formatTime(trial.data.duration(pause))}`);
    tip.replaceChildren(element('b', { textContent: trial.label(span) }), ...lines.map(line => element('span', { textContent: line })));
    const left = Math.min(e.clientX + 14, innerWidth - tip.offsetWidth - 8);
    const top = e.clientY + 18 + tip.offsetHeight > innerHeight ? e.clientY - tip.offsetHeight - 10 : e.clientY + 18;
    tip.style.left = `${left}px`;
    tip.style.top = `${top}px`;
  }

  find(query) {
    const { trial } = this;
    trial.search = new Search(trial, query);
    const rows = [...trial.lanes.flatMap(lane => lane.rows)];
    for (const row of rows) row.mark(trial.search.isMatch);
    this.showCount();
    this.redraw();
  }

  showCount() {
    const { search } = this.trial;
    const count = formatCount(search.matches.length);
    byId('matches').textContent = search.isMatch === null ? '' : search.at < 0 ? count : `${formatCount(search.at + 1)} of ${count}`;
  }

  step(direction) {
    const span = this.trial.search.step(direction, lowerBound(this.trial.data.start, this.view.from));
    if (span >= 0) this.goTo(span);
    this.showCount();
  }

  // Where a span is drawn, in pixels of the page; for tests.
  locate(span) {
    const box = this.canvas.getBoundingClientRect();
    const { data } = this.trial;
    const middle = this.view.xOf((data.start[span] + data.end[span]) / 2);
    return [box.left + middle, box.top + this.view.rowTop(span) + this.view.rowHeight / 2];
  }
}

const drawLegend = () => {
  const arrow = (kind, dash) => `<svg width="20" height="8" aria-hidden="true"><path d="M0 4H15" stroke="${theme.ink[kind]}" stroke-dasharray="${dash}"/><path d="M20 4L13 1V7z" fill="${theme.ink[kind]}"/></svg>`;
  byId('legend').innerHTML = families.map(family => `<span><i style="background:${family.colour}"></i>${family.name}</span>`).join('')
    + `<span>${arrow('told', '')}told, asked</span><span>${arrow('answered', '')}answered</span><span>${arrow('link', '3 2')}link</span>`;
};

const connectControls = app => {
  let timer = 0;
  byId('query').addEventListener('input', e => {
    clearTimeout(timer);
    timer = setTimeout(() => app.find(e.target.value), 120);
  });
  byId('search').addEventListener('submit', e => e.preventDefault());
  byId('query').addEventListener('keydown', e => {
    if (e.key === 'Enter') app.step(e.shiftKey ? -1 : 1);
    if (e.key === 'Escape') e.target.blur();
  });
  byId('next').onclick = () => app.step(1);
  byId('previous').onclick = () => app.step(-1);
  for (const [id, act] of [['zoom-in', () => app.view.zoom(0.6)], ['zoom-out', () => app.view.zoom(1 / 0.6)], ['fit', () => app.view.fit()]]) {
    byId(id).onclick = () => {
      act();
      app.redraw();
    };
  }
  byId('scroll').addEventListener('scroll', e => {
    if (Math.abs(e.target.scrollTop - app.view.scroll) < 1) return;
    app.view.scrollTo(e.target.scrollTop);
    app.redraw();
  });
  byId('trials').onchange = e => app.open(Number(e.target.value));
};

const connectTheme = app => {
  const use = name => {
    theme.use(name);
    drawLegend();
    if (app.view) app.draw();
  };
  use(theme.preferred());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => use(theme.preferred()));
  byId('theme').onclick = () => use(theme.name === 'dark' ? 'light' : 'dark');
  let onScreen = theme.name;
  addEventListener('beforeprint', () => {
    onScreen = theme.name;
    use('light');
  });
  addEventListener('afterprint', () => use(onScreen));
};

const start = () => {
  const raw = JSON.parse(byId('data').textContent);
  const app = new App(raw);
  connectTheme(app);
  if (raw.trials.length === 0) {
    byId('timeline').replaceChildren(element('p', { className: 'hint', textContent: 'No spans were recorded.' }));
    window.gcactorsReady = { spans: 0, drawnMs: performance.now() };
    return;
  }
  byId('trials').hidden = raw.trials.length < 2;
  byId('trials').append(...raw.trials.map((trial, i) => element('option', { value: i, textContent: `${i + 1}: ${trial.name}` })));
  app.open(0);
  connectControls(app);
  connectInput(app, app.canvas);
  new ResizeObserver(() => app.resize()).observe(byId('stage'));
  openAddressed(app);
  app.draw();
  // The frame with the drawing is on the screen when the task behind the next frame runs.
  requestAnimationFrame(() => setTimeout(() => {
    window.gcactorsReady = { spans: raw.trials.reduce((sum, trial) => sum + trial.spans, 0), drawnMs: performance.now(), locate: span => app.locate(span) };
  }));
};

// timeline.html#<span id> leads to a span, as an exemplar or a log line names it.
const openAddressed = app => {
  const id = location.hash.slice(1).toLowerCase();
  if (!/^[0-9a-f]{16}$/.test(id)) return;
  for (let i = 0; i < app.raw.trials.length; i++) {
    if (app.trial !== app.trials[i]) app.open(i);
    const span = app.trial.data.spanWithId(id);
    if (span < 0) continue;
    app.view.zoomTo(app.trial.pauseOf(span) >= 0 ? app.trial.pauseOf(span) : span);
    app.select(span);
    byId('trials').value = i;
    return;
  }
  app.open(0);
};

start();
