import * as booking from '../../src/bookings/book-service.ts';
import * as bookWords from '../../src/bookings/book-words.ts';
import { changeExpected, readBooking } from '../../src/bookings/booking-of-id.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { withClassOfId } from '../../src/bookings/class-of-id.ts';
import * as classes from '../../src/bookings/class-service.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import * as lists from '../../src/bookings/list-service.ts';
import * as marks from '../../src/bookings/mark-service.ts';
import { readBookingPage } from '../../src/bookings/page-service.ts';
import { replaceBooking } from '../../src/bookings/replace-service.ts';
import * as statuses from '../../src/bookings/status-service.ts';
import { understandWords } from '../../src/bookings/understand-service.ts';
import * as calendar from '../../src/calendar/calendar-service.ts';
import * as exporting from '../../src/calendar/export-service.ts';
import * as vdir from '../../src/calendar/vdir-service.ts';
import { showCalendar } from '../../src/calendar/view-service.ts';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import { createFolder } from '../../src/files/create-folder.ts';
import { EXPORT_PARTS } from '../../src/handed-over.ts';
import { book } from '../support/book.ts';
import type { Person } from './person.ts';
import type { Handles } from './record.ts';
import { byReference, inFolder, NAMES_NOBODY, type Rows } from './rows.ts';
import { NOW } from './worlds.ts';

const WEEK = { from: '2026-11-16', to: '2026-11-30' };
const DEMANDS = { daysNeeded: () => 1, isPausedOn: () => false };
const VIEW = {
  view: 'month',
  date: '2026-11-25',
  filter: {},
  zone: 'UTC',
  now: NOW,
  weekStart: 1,
  ...DEMANDS,
} as const;
const named = ({ word }: Handles) => [`${word} Spin`, `${word.toLowerCase()} sp`, `${word} Spin @ ${word} Hall`];
const classesOf = ({ booked }: Handles) => [booked.classId, booked.classId.slice(0, 13)];
const parts = { ...EXPORT_PARTS, toBookingJson };
const everything = { filter: {}, omitCancelled: false, hasLocalTimes: false };

export const BOOKING_ROWS: Rows = {
  'book-service': {
    bookClass: (me, her) => [
      // Her usual time, place and price would fill what is not said.
      ...named(her).map((name) => () => book(me, name, 'wed')),
      () => book(me, `${her.word} Pilates`, '2026-11-27'),
      () => book(me, `${her.word} Spin`, '2026-11-25T18:00', { fields: { location: `${her.word} Hall` } }),
    ],
    bookAgain: byReference((me, reference) => booking.bookAgain(me, reference)),
  },
  'book-words': {
    readClassAndWhen: {
      same: 'The words are read alike whether the class is known or not.',
      tries: (me, { word }) => [
        () => bookWords.readClassAndWhen(me, [word, 'Spin', 'fri', '18:00'], { at: undefined, isNewClass: false }),
      ],
    },
    whyNoTime: { same: NAMES_NOBODY, tries: (me, { word }) => [() => bookWords.whyNoTime(me, `${word} Spin`)] },
    findNearClass: (me, { word }) => [() => bookWords.findNearClass(me, { name: `${word} Spim` })],
  },
  'booking-of-id': {
    readBooking: byReference((me, reference) => readBooking(me, reference)),
    changeExpected: byReference((me, reference) =>
      changeExpected(
        me,
        reference,
        () => true,
        (inside, { id }) => editBooking(inside, id, { fields: { notes: 'mine' } }),
      ),
    ),
  },
  'class-of-id': {
    withClassOfId: (me, { booked }) =>
      [booked.classId, booked.classId.toUpperCase()].map(
        (id) => () => withClassOfId(me, id, async (_inside, found) => found),
      ),
  },
  'class-service': {
    renameClass: (me, her) =>
      [...named(her), ...classesOf(her)].map(
        (text) => () => classes.renameClass(me, { text, name: 'Mine', isEverywhere: true }),
      ),
    mergeClasses: (me, her) =>
      [...named(her), ...classesOf(her)].flatMap((text) => [
        () => classes.mergeClasses(me, { kept: 'Vinyasa Flow', gone: text, isEverywhere: true }, async () => []),
        () => classes.mergeClasses(me, { kept: text, gone: 'Vinyasa Flow', isEverywhere: true }, async () => []),
      ]),
  },
  'page-service': {
    readBookingPage: (me, { word, booked: { startsAt, id } }) => [
      () => readBookingPage(me, { filter: {}, after: null }),
      () => readBookingPage(me, { filter: {}, after: { startsAt, id } }),
      () => readBookingPage(me, { filter: { search: word }, order: 'desc', limit: 500, after: null }),
    ],
  },
  'replace-service': {
    replaceBooking: byReference((me, reference) =>
      replaceBooking(me, reference, { name: 'Mine', when: '2026-11-27T07:00', fields: {} }),
    ),
  },
  'understand-service': {
    understandWords: (me, her) => [
      ...named(her).map((name) => () => understandWords(me, { when: 'wed', name })),
      () => understandWords(me, { when: '2026-11-25T18:00', name: 'Mine' }),
    ],
  },
  'edit-service': {
    editBooking: byReference((me, reference) => editBooking(me, reference, { fields: { notes: 'mine' } })),
  },
  'list-service': {
    listBookings: (me, { word }) => [
      () => lists.listBookings(me, {}),
      () => lists.listBookings(me, { filter: { search: word } }),
      () => lists.listBookings(me, { filter: { location: [`${word} Hall`] } }),
    ],
    readUpcoming: (me) => [() => lists.readUpcoming(me, {})],
    readNext: (me) => [() => lists.readNext(me)],
    showBooking: byReference((me, reference) => lists.showBooking(me, reference)),
    labelBookings: (me, { booked }) => [
      () => lists.labelBookings(me, [booked]),
      async () => lists.labelBookings(me, await lists.listBookings(me, {})),
    ],
    changeWithLabels: byReference((me, reference) =>
      lists.changeWithLabels(
        me,
        (own) => marks.markBookings(own, [reference], SCOPES.any, { to: 'cancelled', reason: 'mine' }),
        ({ changed }) => changed,
      ),
    ),
    listCandidates: (me) => Object.values(SCOPES).map((scope) => () => lists.listCandidates(me, scope)),
  },
  'mark-service': {
    markBookings: byReference((me, reference) =>
      marks.markBookings(me, [reference], SCOPES.any, { to: 'cancelled', reason: 'mine' }),
    ),
    deleteBookings: byReference((me, reference) => marks.deleteBookings(me, [reference], SCOPES.any)),
    findBookings: byReference((me, reference) => marks.findBookings(me, [reference], SCOPES.any)),
  },
  'status-service': {
    listToAttend: (me) => [() => statuses.listToAttend(me)],
    attendBookings: byReference((me, reference) => statuses.attendBookings(me, [reference])),
    cancelBookings: byReference((me, reference) =>
      statuses.cancelBookings(me, { references: [reference], reason: 'mine' }),
    ),
    markNoShow: byReference((me, reference) => statuses.markNoShow(me, { references: [reference], feePaid: null })),
  },
  'calendar-service': {
    readCalendar: ({ store }) => [() => calendar.readCalendar(store, VIEW)],
    readFollowing: ({ store }) => [
      () => calendar.readFollowing(store, { view: 'week', to: '2026-11-24' }, {}, '2026-11-24'),
    ],
  },
  'view-service': { showCalendar: (me) => [() => showCalendar(me, { view: 'week' }, 1, DEMANDS)] },
  'export-service': {
    exportDocument: (me, her) => [
      ...['ics', 'csv', 'json'].map((format) => () => exporting.exportDocument(me, parts, { format })),
      () => exporting.exportDocument(me, parts, { format: 'json', filter: WEEK }),
      () => exporting.exportDocument(me, parts, { reference: her.booked.id }),
    ],
    exportGoogleLink: byReference((me, reference) => exporting.exportGoogleLink(me, reference)),
    exportFolder: (me) => [
      () => inFolder((folder) => exporting.exportFolder(me, { ...parts, createFolder }, folder, {}, () => undefined)),
    ],
  },
  'vdir-service': {
    updateVdir: (me, { booked }) => [
      () => inFolder((folder) => updated(me, folder, { ids: [booked.id], hasNewAlarms: true, isAll: false })),
      () => inFolder((folder) => updated(me, folder, { ids: [], hasNewAlarms: false, isAll: true })),
    ],
    fillVdir: ({ store }) => [
      () => inFolder((folder) => vdir.fillVdir({ store, ...parts, createFolder }, folder, everything)),
    ],
  },
};

/** A folder that is there already takes only the changes. */
async function updated({ store }: Person, folder: string, changes: vdir.VdirChanges): Promise<void> {
  const context = { store, ...parts, createFolder };
  await vdir.fillVdir(context, folder, { ...everything, filter: { types: ['none'] } });
  await vdir.updateVdir(context, folder, changes);
}
