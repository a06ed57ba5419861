// Words that all have to be found: in the name, the actor, a key or a value; key=value in one attribute, whose key may be cut at a dot.
class Search {
  constructor(trial, query) {
    this.trial = trial;
    this.words = query.toLowerCase().split(/\s+/).filter(word => word.length > 0);
    this.isMatch = this.words.length > 0 ? new Uint8Array(trial.data.count) : null;
    this.matches = [];
    this.at = -1;
    if (this.isMatch) this.run();
  }

  run() {
    const { data } = this.trial;
    const tests = this.words.map(word => this.testOf(word));
    for (let i = 0; i < data.count; i++) {
      if (tests.every(test => test(i))) {
        this.isMatch[i] = 1;
        this.matches.push(i);
      }
    }
  }

  testOf(word) {
    const { data } = this.trial;
    const equals = word.indexOf('=');
    if (equals > 0) return this.attributeTest(key => `.${key}`.endsWith(`.${word.slice(0, equals)}`), word.slice(equals + 1));
    const hasWord = data.strings.map(text => text.toLowerCase().includes(word));
    const lanes = data.lanes.map(lane => lane.toLowerCase().includes(word));
    const id = /^[0-9a-f]{16}$/.test(word) ? data.spanWithId(word) : -1;
    const isValue = this.attributeTest(() => true, word, hasWord);
    // Keys share their beginnings, so only a word with a dot can mean one.
    const isKey = word.includes('.') ? this.attributeTest(key => key.includes(word), '') : () => false;
    return i => hasWord[data.nameOf[i]] || lanes[data.lane[i]] || i === id || isValue(i) || isKey(i);
  }

  // A text has to contain the value, a number to be it: 2 is not in 12. An empty value is in all of them.
  attributeTest(isKey, value, hasValue) {
    const { data } = this.trial;
    const known = hasValue ?? data.strings.map(text => text.toLowerCase().includes(value));
    const keys = data.strings.map(text => isKey(text.toLowerCase()));
    const number = value === '' ? NaN : Number(value);
    return i => {
      const shape = data.shapes[data.shape[i]];
      for (let part = 0; part < shape.length; part += 2) {
        if (!keys[shape[part]]) continue;
        const type = shape[part + 1];
        const stored = data.values.numbers[data.valueAt[i] + part / 2];
        if (type === Type.text ? known[stored] : value === '' || stored === number || (type === Type.flag && value === (stored ? 'true' : 'false'))) return true;
      }
      return false;
    };
  }

  // The next match in time from where the view stands; wraps around.
  step(direction, from) {
    const n = this.matches.length;
    if (n === 0) return -1;
    if (this.at < 0) {
      const next = lowerBound(this.matches, from);
      this.at = direction > 0 ? next % n : (next - 1 + n) % n;
    } else {
      this.at = (this.at + direction + n) % n;
    }
    return this.matches[this.at];
  }
}
