// What the page embeds, as typed arrays: one number a span in each. PageData.cs writes it in the same order.
const Type = { text: 0, whole: 1, real: 2, flag: 3 };

class ByteReader {
  constructor(base64) {
    const text = atob(base64);
    this.bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[i] = text.charCodeAt(i);
    this.view = new DataView(this.bytes.buffer);
    this.at = 0;
  }

  unsigned() {
    let byte = this.bytes[this.at++];
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return value;
  }

  signed() {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  real() {
    const value = this.view.getFloat64(this.at, true);
    this.at += 8;
    return value;
  }
}

// Values of all attributes behind each other; a text is its number.
class Values {
  constructor(expected) {
    this.numbers = new Float64Array(expected);
    this.count = 0;
  }

  read(reader, shape) {
    const first = this.count;
    for (let i = 1; i < shape.length; i += 2) this.add(Values.readOne(reader, shape[i]));
    return first;
  }

  add(value) {
    if (this.count === this.numbers.length) {
      const longer = new Float64Array(this.count * 2);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    this.numbers[this.count++] = value;
  }

  static readOne(reader, type) {
    if (type === Type.whole) return reader.signed();
    return type === Type.real ? reader.real() : reader.unsigned();
  }
}

class TrialData {
  constructor(raw, tables) {
    Object.assign(this, tables);
    this.name = raw.name;
    this.trace = raw.trace;
    this.startUnixNs = BigInt(raw.startUnixNs);
    this.lanes = raw.lanes;
    this.heights = raw.heights;
    this.count = raw.spans;
    const reader = new ByteReader(raw.columns);
    this.values = new Values(raw.spans * 6 + 16);
    this.readSpans(reader);
    this.readEvents(reader, raw.events);
    this.readLinks(reader, raw.links);
  }

  readSpans(reader) {
    const n = this.count;
    this.ids = new Uint8Array(n * 8);
    this.nameOf = new Int32Array(n);
    this.lane = new Int32Array(n);
    this.row = new Int32Array(n);
    this.parent = new Int32Array(n);
    this.start = new Float64Array(n);
    this.end = new Float64Array(n);
    this.status = new Uint8Array(n);
    this.messages = new Uint8Array(n);
    this.shape = new Int32Array(n);
    this.valueAt = new Int32Array(n);
    let last = 0;
    for (let i = 0; i < n; i++) {
      for (let b = 0; b < 8; b++) this.ids[i * 8 + b] = reader.bytes[reader.at++];
      this.nameOf[i] = reader.unsigned();
      this.lane[i] = reader.unsigned();
      this.row[i] = reader.unsigned();
      const up = reader.signed();
      this.parent[i] = up === 0 ? -1 : i - up;
      last += reader.unsigned();
      this.start[i] = last;
      this.end[i] = last + reader.unsigned();
      const flags = reader.unsigned();
      this.status[i] = flags & 3;
      this.messages[i] = flags >> 2;
      this.shape[i] = reader.unsigned();
      this.valueAt[i] = this.values.read(reader, this.shapes[this.shape[i]]);
    }
  }

  readEvents(reader, count) {
    this.events = { count, owner: new Int32Array(count), name: new Int32Array(count), at: new Float64Array(count), shape: new Int32Array(count), valueAt: new Int32Array(count) };
    let owner = 0;
    for (let i = 0; i < count; i++) {
      owner += reader.unsigned();
      this.events.owner[i] = owner;
      this.events.name[i] = reader.unsigned();
      this.events.at[i] = this.start[owner] + reader.signed();
      this.events.shape[i] = reader.unsigned();
      this.events.valueAt[i] = this.values.read(reader, this.shapes[this.events.shape[i]]);
    }
  }

  readLinks(reader, count) {
    this.links = { count, owner: new Int32Array(count), target: new Int32Array(count), foreign: new Int32Array(count), shape: new Int32Array(count), valueAt: new Int32Array(count) };
    let owner = 0;
    for (let i = 0; i < count; i++) {
      owner += reader.unsigned();
      this.links.owner[i] = owner;
      this.links.target[i] = reader.unsigned() - 1;
      this.links.foreign[i] = reader.unsigned();
      this.links.shape[i] = reader.unsigned();
      this.links.valueAt[i] = this.values.read(reader, this.shapes[this.links.shape[i]]);
    }
  }

  valueOf(type, index) {
    const value = this.values.numbers[index];
    if (type === Type.text) return this.strings[value];
    return type === Type.flag ? value === 1 : value;
  }

  attributes(shapeNumber, first) {
    const shape = this.shapes[shapeNumber];
    const found = [];
    for (let i = 0; i < shape.length; i += 2) found.push([this.strings[shape[i]], this.valueOf(shape[i + 1], first + i / 2)]);
    return found;
  }

  // A function from a span to its value of an attribute, or undefined.
  column(key) {
    const number = this.strings.indexOf(key);
    const slots = this.shapes.map(shape => shape.findIndex((part, i) => i % 2 === 0 && part === number));
    return span => {
      const shapeNumber = this.shape[span];
      const slot = slots[shapeNumber];
      return number < 0 || slot < 0 ? undefined : this.valueOf(this.shapes[shapeNumber][slot + 1], this.valueAt[span] + slot / 2);
    };
  }

  spanName(span) { return this.strings[this.nameOf[span]]; }

  laneName(span) { return this.lanes[this.lane[span]]; }

  duration(span) { return this.end[span] - this.start[span]; }

  spanId(span) {
    let id = '';
    for (let b = 0; b < 8; b++) id += this.ids[span * 8 + b].toString(16).padStart(2, '0');
    return id;
  }

  spanWithId(id) {
    const bytes = id.match(/../g).map(pair => parseInt(pair, 16));
    for (let i = 0; i < this.count; i++) {
      let b = 0;
      while (b < 8 && this.ids[i * 8 + b] === bytes[b]) b++;
      if (b === 8) return i;
    }
    return -1;
  }
}

// First index in [0, count) whose value is not below what is looked for; the values ascend.
const lowerBound = (values, sought, count = values.length) => {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < sought) low = middle + 1;
    else high = middle;
  }
  return low;
};
