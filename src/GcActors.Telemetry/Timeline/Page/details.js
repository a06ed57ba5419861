// Everything known of a span, with ways to those that it has to do with.
const detailsPanel = {
  show(trial, span, go) {
    const panel = byId('details');
    panel.replaceChildren();
    panel.scrollTop = 0;
    if (span < 0) {
      panel.append(element('p', { className: 'hint', textContent: 'Click a pause above, or a span, to see what it was.' }));
      return;
    }
    const { data } = trial;
    const swatch = element('i');
    swatch.style.background = trial.colourOf(span);
    panel.append(this.crumbs(trial, span, go), element('h2', {}, swatch, trial.label(span)));
    if (data.status[span] === 2) panel.append(element('p', { className: 'error', textContent: 'ended in an error' }));
    const pause = trial.pauseOf(span);
    if (pause === span) panel.append(...whyPanel(trial, span, go));
    panel.append(this.times(trial, span, pause));
    this.section(panel, 'Attributes', this.fields(data.attributes(data.shape[span], data.valueAt[span])));
    this.section(panel, 'Events', this.events(trial, span));
    this.section(panel, 'Links', this.links(trial, span, go));
    this.section(panel, 'Inside', this.inside(trial, span, go));
    this.section(panel, 'Identity', this.identity(trial, span));
  },

  section(panel, title, content) {
    if (content) panel.append(element('h3', { textContent: title }), content);
  },

  way(text, span, go) { return element('button', { type: 'button', className: 'link', textContent: text, onclick: () => go(span) }); },

  crumbs(trial, span, go) {
    const line = element('nav', { className: 'crumbs', ariaLabel: 'Lies in' });
    const chain = [];
    for (let at = trial.data.parent[span], steps = 0; at >= 0 && steps < 32; at = trial.data.parent[at], steps++) chain.unshift(at);
    for (const ancestor of chain) line.append(this.way(trial.data.spanName(ancestor), ancestor, go), ' › ');
    line.append(trial.data.spanName(span));
    return line;
  },

  list(pairs) {
    const list = element('dl', { className: 'fields' });
    for (const [name, value] of pairs) list.append(element('dt', { textContent: name }), element('dd', {}, ...[value].flat()));
    return list;
  },

  times(trial, span, pause) {
    const { data } = trial;
    const pairs = [
      ['actor', data.laneName(span)],
      ['duration', `${formatTime(data.duration(span), 4)}${trial.isVirtual ? ' of virtual time' : ''}`],
      ['start', `${formatTime(data.start[span], 9)} after the trial's`],
    ];
    if (pause >= 0 && pause !== span) pairs.push(['in the pause', `from +${formatTime(data.start[span] - data.start[pause])} to +${formatTime(data.end[span] - data.start[pause])} of ${formatTime(data.duration(pause))}`]);
    return this.list(pairs);
  },

  fields(attributes) { return attributes.length > 0 ? this.list(attributes.map(([key, value]) => [key, formatValue(key, value)])) : null; },

  events(trial, span) {
    const { data } = trial;
    const { events } = data;
    const pairs = [];
    for (let i = lowerBound(events.owner, span); i < events.count && events.owner[i] === span; i++) {
      const attributes = data.attributes(events.shape[i], events.valueAt[i]).map(([key, value]) => `${key} = ${formatValue(key, value)}`).join(', ');
      pairs.push([`+${formatTime(events.at[i] - data.start[span])}`, [data.strings[events.name[i]], attributes && ` (${attributes})`]]);
    }
    return pairs.length > 0 ? this.list(pairs) : null;
  },

  links(trial, span, go) {
    const { data } = trial;
    const { links } = data;
    const pairs = [];
    for (let i = 0; i < links.count; i++) {
      const target = links.target[i];
      if (links.owner[i] === span) pairs.push(['from', target < 0 ? data.strings[links.foreign[i]] : this.spanLink(trial, target, go)]);
      else if (target === span) pairs.push(['to', this.spanLink(trial, links.owner[i], go)]);
    }
    return pairs.length > 0 ? this.list(pairs) : null;
  },

  spanLink(trial, span, go) { return this.way(`${trial.data.spanName(span)} on ${trial.data.laneName(span)}`, span, go); },

  inside(trial, span, go) {
    const most = 12;
    const children = trial.children(span);
    const longest = [...children].sort((a, b) => trial.data.duration(b) - trial.data.duration(a)).slice(0, most);
    if (children.length === 0) return null;
    const pairs = longest.map(child => [formatTime(trial.data.duration(child)), [this.way(trial.label(child), child, go), ` ${trial.data.laneName(child)}`]]);
    if (children.length > most) pairs.push(['', `and ${formatCount(children.length - most)} shorter ones`]);
    return this.list(pairs);
  },

  identity(trial, span) {
    const pairs = [['trace', trial.data.trace], ['span', trial.data.spanId(span)]];
    if (!trial.isVirtual) pairs.push(['time', this.clock(trial, span)]);
    return this.list(pairs.map(([name, value]) => [name, name === 'time' ? value : [element('span', { className: 'id', textContent: value }), this.copy(value)]]));
  },

  clock(trial, span) {
    const ns = trial.data.startUnixNs + BigInt(Math.round(trial.data.start[span]));
    const text = new Date(Number(ns / 1000000n)).toISOString();
    return text.replace(/\.\d+Z$/, `.${String(ns % 1000000000n).padStart(9, '0')}Z`);
  },

  copy(text) {
    return element('button', {
      type: 'button', className: 'copy', textContent: 'copy', title: `Copy ${text}`,
      onclick: async e => {
        const button = e.currentTarget;
        await navigator.clipboard?.writeText(text);
        button.textContent = 'copied';
      },
    });
  },
};
