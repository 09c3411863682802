import fc from 'fast-check';

// The same examples in every run, so that a red test means the change at hand; FC_SEED=random explores.
const seed = process.env['FC_SEED'] ?? '20261124';
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
