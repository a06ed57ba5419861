// What the canvas needs of the style sheet's colours, and the choice between light and dark.
const themes = {
  light: {
    paper: '#ffffff', lane: '#f6f7f9', text: '#1d2430', soft: '#5b6675', line: '#e3e7ec', strong: '#c4ccd6', heap: '#0072b2', heapFill: 'rgba(0,114,178,.13)',
    band: '213,94,0', pauseBand: '180,120,0', bandAlpha: [0.07, 0.11, 0.17], told: '#0072b2', answered: '#c45500', asked: '#2f8fc4', link: '#007a58', select: '#1d2430', match: '#b8860b', view: 'rgba(0,114,178,.14)',
  },
  dark: {
    paper: '#14181f', lane: '#191f28', text: '#e6eaf0', soft: '#9aa7b8', line: '#262e3a', strong: '#465264', heap: '#56b4e9', heapFill: 'rgba(86,180,233,.17)',
    band: '255,130,50', pauseBand: '240,190,80', bandAlpha: [0.09, 0.14, 0.2], told: '#6cc0f2', answered: '#ff9a4d', asked: '#8fd0f7', link: '#3fd0a4', select: '#ffffff', match: '#f0e442', view: 'rgba(86,180,233,.18)',
  },
};

const theme = {
  ink: themes.light,
  name: 'light',

  use(name) {
    this.name = name;
    this.ink = themes[name];
    document.documentElement.dataset.theme = name;
  },

  preferred() { return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'; },
};

const font = (size, weight = 400) => `${weight} ${size}px system-ui, Helvetica, Arial, sans-serif`;

// Widths of texts, measured once for each font.
const widths = new Map();
const widthOf = (context, text) => {
  const key = context.font + text;
  let width = widths.get(key);
  if (width === undefined) {
    width = context.measureText(text).width;
    if (widths.size < 50000) widths.set(key, width);
  }
  return width;
};

// The longest beginning of a text that fits; '': less than a few letters would.
const fitText = (context, text, room) => {
  if (room < 14) return '';
  if (widthOf(context, text) <= room) return text;
  const letters = Math.floor(room / widthOf(context, text) * text.length) - 1;
  return letters < 3 ? '' : `${text.slice(0, letters).trimEnd()}…`;
};
