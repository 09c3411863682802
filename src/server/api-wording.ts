import { wordForTerminal } from '../terminal-words.ts';
import { type CommandPart, type FieldPart, formatWords, type Wording, type Words } from '../words.ts';

/** The fields whose names in the API differ from those in requests to use cases. */
const FIELDS: Readonly<Record<string, string>> = {
  name: 'class',
  externalId: 'externalBookingId',
  isForced: 'force',
  isEnabled: 'enabled',
  offsetsMinutes: 'offsets',
  cancelByOffsetsMinutes: 'cancelByOffsets',
  isExplained: 'explain',
};

/** The endpoints that do what a command does. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  book: 'POST /api/v1/bookings',
  list: 'GET /api/v1/bookings',
  show: 'GET /api/v1/bookings/{id}',
  edit: 'PATCH /api/v1/bookings/{id}',
  attend: 'POST /api/v1/bookings/{id}/mark-attended',
  cancel: 'POST /api/v1/bookings/{id}/cancel',
  'no-show': 'POST /api/v1/bookings/{id}/no-show',
  delete: 'DELETE /api/v1/bookings/{id}',
  upcoming: 'GET /api/v1/calendar/upcoming',
  calendar: 'GET /api/v1/calendar/month/{month}',
  export: 'GET /api/v1/calendar/export',
  import: 'POST /api/v1/import',
  classes: 'GET /api/v1/classes',
  history: 'GET /api/v1/history',
  inbox: 'GET /api/v1/inbox',
  stats: 'GET /api/v1/bookings/stats',
  streak: 'GET /api/v1/bookings/streak',
  achievements: 'GET /api/v1/achievements',
  'review list': 'GET /api/v1/reviews',
  review: 'PUT /api/v1/bookings/{id}/review',
  'review delete': 'DELETE /api/v1/bookings/{id}/review',
  'pause add': 'POST /api/v1/pauses',
  'pause list': 'GET /api/v1/pauses',
  'pause remove': 'DELETE /api/v1/pauses/{id}',
  undo: 'POST /api/v1/undo',
  redo: 'POST /api/v1/redo',
  'mail waiting': 'GET /api/v1/mail/waiting',
  'mail accept': 'POST /api/v1/mail/waiting/{id}/accept',
  'mail refuse': 'POST /api/v1/mail/waiting/{id}/refuse',
  'config set': 'PATCH /api/v1/settings',
  'config list': 'GET /api/v1/settings',
  'account token add': 'POST /api/v1/tokens',
  'account token list': 'GET /api/v1/tokens',
  'account token revoke': 'DELETE /api/v1/tokens/{id}',
  'share add': 'POST /api/v1/shares',
  'share list': 'GET /api/v1/shares',
  'share remove': 'DELETE /api/v1/shares/{name}',
  reminders: 'GET /api/v1/bookings/reminder-preferences',
  'reminders set': 'PUT /api/v1/bookings/reminder-preferences',
};

/** The name of a field in a body or a query. */
export function fieldInApi(name: string): string {
  return FIELDS[name] ?? name;
}

/** The place of a field in a body, as a JSON Pointer. */
export function pointerTo(field: string): string {
  return `#/${fieldInApi(field).replaceAll('.', '/')}`;
}

const WORDING: Wording = {
  field: ({ field, value }) => (value === null ? fieldInApi(field) : `${fieldInApi(field)} = ${inWords(value)}`),
  command: (part) => endpointOf(part),
};

/** Words as a text for programs: fields by their names, and endpoints for the commands. */
export function wordForApi(words: Words): string {
  return formatWords(words, WORDING);
}

function endpointOf({ command, args }: CommandPart): string {
  const endpoint = ENDPOINTS[command];
  // What only the command line does is said as a person types it there.
  if (endpoint === undefined) return wordForTerminal({ command, args });
  const fields = args.filter((each): each is FieldPart => typeof each === 'object' && 'field' in each);
  return fields.length === 0 ? endpoint : `${endpoint} with ${fields.map(WORDING.field).join(', ')}`;
}

function inWords(value: Exclude<CommandPart['args'][number], FieldPart>): string {
  return typeof value === 'string' ? value : `“${value.phrase}”`;
}
