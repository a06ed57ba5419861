// Colours of spans: those of Okabe and Ito, which colour-blind readers tell apart. What belongs together shares a hue.
const colours = {
  blue: '#0072b2', vermillion: '#d55e00', green: '#009e73', purple: '#cc79a7', orange: '#e69f00', sky: '#56b4e9', yellow: '#f0e442', grey: '#8e99a8',
};

const families = [
  { name: 'collection', colour: colours.vermillion, spans: ['collection'] },
  { name: 'pause', colour: colours.orange, spans: ['pause'] },
  { name: 'stop', colour: colours.blue, spans: ['stop', 'stop mutator'] },
  { name: 'request, resume', colour: colours.sky, spans: ['request', 'resume'] },
  { name: 'collect', colour: colours.purple, spans: ['collect', 'collect phase', 'collect share'] },
  { name: 'logs', colour: colours.green, spans: ['drain logs', 'epoch', 'hand over log', 'apply logs'] },
  { name: 'inspect', colour: colours.yellow, spans: ['inspect'] },
  { name: 'wait', colour: colours.grey, spans: [] },
];

const phaseNames = ['set-up', 'warm-up', 'measured', 'verify', 'drain'];
const phaseColours = { 'set-up': '#8fa3bd', 'warm-up': '#b9a36f', 'measured': '#5f8f7b', 'verify': '#a58bb5', 'drain': '#8e99a8' };

const colourByName = new Map(families.flatMap(family => family.spans.map(name => [name, family.colour])));
for (const name of phaseNames) colourByName.set(name, phaseColours[name]);
colourByName.set('trial', '#6b7686');

const colourOfName = name => colourByName.get(name) ?? colours.grey;

// Black or white, whichever is read more easily on a colour.
const inkOn = colour => {
  const [r, g, b] = [1, 3, 5].map(i => (parseInt(colour.slice(i, i + 2), 16) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.25 ? '#101418' : '#fff';
};

const keys = {
  generation: 'cpython.gc.generation', reason: 'gcactors.gc.reason', gcPhase: 'gcactors.gc.phase', last: 'gcactors.stop.last',
  lastActivity: 'gcactors.stop.last.activity', activity: 'gcactors.activity', before: 'gcactors.heap.size.before', after: 'gcactors.heap.size.after',
  runtime: 'gcactors.runtime', mutators: 'gcactors.mutators', strategy: 'gcactors.counting.strategy', seed: 'gcactors.seed', outcome: 'gcactors.outcome',
  iteration: 'gcactors.iteration', untraced: 'gcactors.stops.untraced',
};

// Bits of TrialData.messages, as in Messages.cs.
const Message = { told: 1, asked: 2, answered: 4 };
