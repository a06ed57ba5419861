// What the list of pauses says, and what a pause was made of.
const findPauses = trial => trial.spansNamed('collection', 'pause').map(span => {
  const { data, value } = trial;
  const stop = trial.childrenNamed(span, 'stop')[0];
  const last = stop === undefined ? undefined : value.last(stop) ?? value.last(span);
  return {
    span, stop, last,
    duration: data.duration(span),
    timeToStop: stop === undefined ? 0 : data.duration(stop),
    lastActivity: (stop === undefined ? undefined : value.lastActivity(stop)) ?? value.lastActivity(span) ?? '',
    reason: value.reason(span) ?? data.spanName(span),
    generation: value.generation(span) ?? '',
  };
});

// The span of the mutator that answered last in a stop; -1: not recorded.
const lastToStop = (trial, stop) => trial.childrenNamed(stop, 'stop mutator')
  .reduce((latest, span) => latest < 0 || trial.data.end[span] > trial.data.end[latest] ? span : latest, -1);

// A pause in parts that follow each other, with the collector's phases inside 'collect'; what no span covers is 'between'.
const partsOf = (trial, pause) => {
  const { data } = trial;
  const parts = trial.childrenNamed(pause, 'request', 'stop', 'drain logs', 'collect', 'inspect', 'resume')
    .map(span => ({
      span,
      name: data.spanName(span) === 'stop' ? 'time to stop' : data.spanName(span),
      duration: data.duration(span),
      colour: trial.colourOf(span),
      inner: trial.childrenNamed(span, 'collect phase').map(phase => ({ span: phase, name: trial.label(phase), duration: data.duration(phase) })),
    }));
  const between = data.duration(pause) - parts.reduce((sum, part) => sum + part.duration, 0);
  if (between > 0) parts.push({ span: pause, name: 'between', duration: between, colour: colours.grey, inner: [] });
  return parts;
};
