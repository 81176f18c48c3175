/** Loaded before a process's own code: its clock is off by CLOCK_SKEW_MS, and jumps by CLOCK_STEP_MS after CLOCK_STEP_AFTER_MS. */

const RealDate = Date
const began = RealDate.now()
const number = (name) => Number(process.env[name] ?? 0)
const skew = number('CLOCK_SKEW_MS')
const step = number('CLOCK_STEP_MS')
const stepAfter = number('CLOCK_STEP_AFTER_MS')

const now = () => {
  const real = RealDate.now()
  return real + skew + (step !== 0 && real - began > stepAfter ? step : 0)
}

globalThis.Date = class SkewedDate extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given))
  }
  static now() {
    return now()
  }
}
