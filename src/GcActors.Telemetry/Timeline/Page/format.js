// Times are ns, in the unit that suits their size.
const timeUnits = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']];

const formatTime = (ns, digits = 3) => {
  if (ns === 0) return '0';
  const [scale, unit] = timeUnits.find(([size]) => Math.abs(ns) >= size) ?? timeUnits[3];
  const value = ns / scale;
  const whole = Math.max(1, Math.floor(Math.log10(Math.abs(value))) + 1);
  return `${value.toFixed(scale === 1 ? 0 : Math.max(0, digits - whole))} ${unit}`;
};

const formatCount = n => n.toLocaleString('en-US');

const formatBytes = bytes => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = 0;
  let value = bytes;
  for (; Math.abs(value) >= 1024 && size < units.length - 1; size++) value /= 1024;
  return `${value >= 100 || size === 0 ? Math.round(value) : value.toFixed(1)} ${units[size]}`;
};

const formatShare = part => part >= 0.0995 ? `${Math.round(part * 100)} %` : `${(part * 100).toFixed(1)} %`;

const formatValue = (key, value) => {
  if (typeof value !== 'number') return String(value);
  if (key.startsWith('gcactors.heap.size')) return `${formatBytes(value)} (${formatCount(value)} B)`;
  return Math.abs(value) >= 10000 ? formatCount(value) : String(value);
};

// Elements without markup in texts: what the data say is never read as HTML.
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

const byId = id => document.getElementById(id);
