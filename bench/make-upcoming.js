// Adds booked classes to a database that numina has made, at the moments asked for.
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { identityOf, searchKeyOf } from './make-bookings.js';

/** @param {string} file @param {readonly number[]} startsMs when the classes begin @returns {string[]} their ids */
export function makeUpcoming(file, startsMs) {
  const db = new Database(file);
  const { id: user } = db.prepare('select id from users').get();
  // Long known: a reminder that comes late is late, and not one for a class just booked.
  const stamp = new Date(Math.min(...startsMs) - 30 * 86_400_000).toISOString();
  const classId = randomUUID();
  const addBooking = db.prepare(
    `insert into bookings (id, user_id, class_id, class_name, class_type, location, instructor, class_local, class_date, class_time, zone,
       class_datetime, duration_minutes, status, booking_source, booked_at, created_at, updated_at, search_key)
     values (?, ?, ?, ?, 'cycling', 'Velo', 'Max', ?, ?, ?, 'UTC', ?, 45, 'booked', 'classpass', ?, ?, ?, ?)`,
  );
  const ids = db.transaction(() => {
    db.prepare(
      `insert into fitness_classes (id, user_id, name, type, location, instructor, duration_minutes, zone, source, created_at, updated_at, identity)
       values (?, ?, 'Spin 45', 'cycling', 'Velo', 'Max', 45, 'UTC', 'classpass', ?, ?, ?)`,
    ).run(classId, user, stamp, stamp, identityOf('Spin 45', 'Velo'));
    return startsMs.map((ms, index) => {
      const id = randomUUID();
      const at = new Date(ms).toISOString();
      const local = `${at.slice(0, 19)}`;
      const name = `Spin ${index}`;
      const key = searchKeyOf([name, 'cycling', 'Velo', 'Max', 'classpass']);
      addBooking.run(id, user, classId, name, local, at.slice(0, 10), at.slice(11, 16), at, stamp, stamp, stamp, key);
      return id;
    });
  })();
  db.close();
  return ids;
}
