// Messages between lanes, by time: from a span to another.
const findArrows = trial => {
  const { data } = trial;
  const arrows = [];
  for (let i = 0; i < data.count; i++) {
    const flags = data.messages[i];
    if (flags & Message.told) arrows.push({ kind: 'told', from: data.parent[i], to: i, time: data.start[i], until: data.start[i] });
    if (flags & Message.asked) arrows.push({ kind: 'asked', from: i, to: data.parent[i], time: data.start[i], until: data.start[i] });
    if (flags & Message.answered) arrows.push({ kind: 'answered', from: i, to: data.parent[i], time: data.end[i], until: data.end[i] });
  }
  for (let i = 0; i < data.links.count; i++) {
    const from = data.links.target[i];
    const to = data.links.owner[i];
    if (from >= 0) arrows.push({ kind: 'link', from, to, time: Math.min(data.end[from], data.start[to]), until: data.start[to], sent: data.end[from] });
  }
  arrows.sort((a, b) => a.time - b.time);
  return { list: arrows, time: Float64Array.from(arrows, arrow => arrow.time) };
};
