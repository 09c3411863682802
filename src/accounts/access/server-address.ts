// Where links lead: front ends know no file of the database.
export { type BaseUrl, readBaseUrl, saveBaseUrl } from '../../db/base-url.ts';
