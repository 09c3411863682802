// Fills a database that numina has made with as many bookings as asked for: four a week back from now and
// some ahead, deterministic, so that two runs of the benchmark measure the same thing.
import { createHash, randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';

const CLASSES = [
  ['Vinyasa Flow', 'yoga', 'Studio North', 'Ana', 'mindbody'],
  ['Spin 45', 'cycling', 'Velo', 'Max', 'classpass'],
  ['Reformer', 'pilates', 'Core Lab', 'Ines', 'classpass'],
  ['Boxing', 'boxing', 'Ring', 'Dana', 'manual'],
];
const DAY_MS = 86_400_000;

/** @param {string} file @param {number} count @param {Date} now */
export function makeBookings(file, count, now) {
  const db = new Database(file);
  const { id: user } = db.prepare('select id from users').get();
  const stamp = now.toISOString();
  const addClass = db.prepare(
    `insert into fitness_classes (id, user_id, name, type, location, instructor, duration_minutes, zone, source, created_at, updated_at, identity)
     values (?, ?, ?, ?, ?, ?, 60, 'UTC', ?, ?, ?, ?)`,
  );
  const addBooking = db.prepare(
    `insert into bookings (id, user_id, class_id, class_name, class_type, location, instructor, class_local, class_date, class_time, zone,
       class_datetime, duration_minutes, status, booking_source, booked_at, attended_at, cancelled_at, created_at, updated_at, search_key)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'UTC', ?, 60, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  db.transaction(() => {
    const ids = CLASSES.map(([name, type, place, teacher, source]) => {
      const id = randomUUID();
      addClass.run(id, user, name, type, place, teacher, source, stamp, stamp, identityOf(name, place));
      return id;
    });
    // One a day around now, whatever the count: the screens then show the same, and only the past is longer.
    const perDay = Math.max(1, Math.ceil(count / 18_000));
    for (let n = 0; n < count; n += 1) {
      const days = n < 120 ? 59 - n : -61 - Math.floor((n - 120) / perDay);
      const starts = new Date(Math.floor(now.getTime() / DAY_MS + days) * DAY_MS + (6 + ((n * 7) % 14)) * 3_600_000);
      const which = n % CLASSES.length;
      const [name, type, place, teacher, source] = CLASSES[which];
      const status = starts > now ? 'booked' : n % 17 === 0 ? 'no_show' : n % 11 === 0 ? 'cancelled' : 'attended';
      const at = starts.toISOString();
      addBooking.run(
        randomUUID(),
        user,
        ids[which],
        name,
        type,
        place,
        teacher,
        at.slice(0, 19),
        at.slice(0, 10),
        at.slice(11, 16),
        at,
        status,
        source,
        stamp,
        status === 'attended' ? at : null,
        status === 'cancelled' ? at : null,
        stamp,
        stamp,
        searchKeyOf([name, type, place, teacher, source]),
      );
    }
  })();
  db.close();
}

/** As numina makes it (src/bookings/class-identity.ts). @param {string} name @param {string} place */
export function identityOf(name, place) {
  return createHash('sha256').update(`${name}\n${place}`).digest('hex').slice(0, 32);
}

/** As numina makes it of these parts (src/bookings/search-key.ts). @param {readonly string[]} parts */
export function searchKeyOf(parts) {
  return parts.map((part, index) => `${String.fromCharCode(index + 1)}${part.toLowerCase()}\u001f`).join('');
}
