declare const NUMINA_VERSION: string;

/** The version of the bundle. Sources that run without a bundle (tests) have none. */
export const VERSION = typeof NUMINA_VERSION === 'undefined' ? '0.0.0' : NUMINA_VERSION;
