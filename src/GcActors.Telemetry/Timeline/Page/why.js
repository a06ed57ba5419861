// Why a pause was long: its parts, who was last to stop, and how long each mutator took.
const whyPanel = (trial, pause, go) => {
  const parts = partsOf(trial, pause);
  const total = Math.max(1, trial.data.duration(pause));
  const stop = trial.childrenNamed(pause, 'stop')[0];
  return [lead(trial, pause, parts, total, stop, go), partsBar(parts, total, go), partsTable(parts, total, go), ...(stop === undefined ? [] : stoppedTable(trial, stop, go))];
};

const lead = (trial, pause, parts, total, stop, go) => {
  const line = element('p', { className: 'lead' });
  line.append(element('b', { textContent: formatTime(total) }), trial.isVirtual ? ' of virtual time' : '');
  const longest = parts.reduce((most, part) => part.duration > most.duration ? part : most, parts[0]);
  if (longest) line.append(`, ${formatShare(longest.duration / total)} of it ${longest.name}. `);
  const last = stop === undefined ? -1 : lastToStop(trial, stop);
  if (last >= 0) {
    const doing = trial.value.activity(last);
    line.append('Last to stop: ', detailsPanel.way(trial.data.laneName(last), last, go), doing ? `, which was in: ${doing}.` : '.');
  }
  return line;
};

const partsBar = (parts, total, go) => {
  const bar = element('div', { className: 'bar' });
  for (const part of parts) {
    const piece = element('button', { type: 'button', title: `${part.name} ${formatTime(part.duration)}`, ariaLabel: part.name, onclick: () => go(part.span) });
    piece.style.flexGrow = part.duration / total;
    piece.style.background = part.colour;
    bar.append(piece);
  }
  return bar;
};

const partsTable = (parts, total, go) => {
  const body = element('tbody');
  const add = (name, part, colour, className) => {
    const swatch = element('i');
    swatch.style.background = colour;
    body.append(element('tr', { className }, element('td', {}, swatch, detailsPanel.way(name, part.span, go)),
      element('td', { className: 'number', textContent: formatTime(part.duration) }), element('td', { className: 'number', textContent: formatShare(part.duration / total) })));
  };
  for (const part of parts) {
    add(part.name, part, part.colour, '');
    for (const phase of part.inner) add(phase.name, phase, `${part.colour}80`, 'inner');
  }
  return element('table', { className: 'parts' }, body);
};

const stoppedTable = (trial, stop, go) => {
  const { data } = trial;
  const told = trial.childrenNamed(stop, 'stop mutator').sort((a, b) => data.end[b] - data.end[a]);
  const total = Math.max(1, data.duration(stop));
  const body = element('tbody');
  told.forEach((span, i) => {
    const track = element('div', { title: formatTime(data.duration(span)) });
    track.style.marginLeft = `${(data.start[span] - data.start[stop]) / total * 100}%`;
    track.style.width = `${data.duration(span) / total * 100}%`;
    body.append(element('tr', { className: i === 0 ? 'last' : '' },
      element('td', {}, detailsPanel.way(data.laneName(span), span, go)),
      element('td', { textContent: trial.value.activity(span) ?? '' }),
      element('td', { className: 'track' }, track),
      element('td', { className: 'number', textContent: formatTime(data.duration(span)) })));
  });
  return told.length === 0 ? [] : [element('h3', { textContent: 'Who stopped when' }), element('table', { className: 'waits' }, body)];
};
