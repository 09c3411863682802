import fc from 'fast-check';

// The same examples in every run, so that a failure comes from the last change; FC_SEED=random tries others.
const seed = process.env['FC_SEED'] ?? '20261124';
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
