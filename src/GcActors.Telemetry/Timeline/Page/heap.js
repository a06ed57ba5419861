// Bytes of heap mapped: what each stop saw at its beginning and at its end.
const heapCurve = trial => {
  const points = [];
  for (let i = 0; i < trial.data.count; i++) {
    const before = trial.value.before(i);
    const after = trial.value.after(i);
    if (before !== undefined) points.push([trial.data.start[i], before]);
    if (after !== undefined) points.push([trial.data.end[i], after]);
  }
  points.sort((a, b) => a[0] - b[0]);
  return { time: Float64Array.from(points, p => p[0]), bytes: Float64Array.from(points, p => p[1]), most: points.reduce((most, p) => Math.max(most, p[1]), 0) };
};
