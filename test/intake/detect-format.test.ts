import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/intake/detect-format.ts';

describe('a source is', () => {
  it.each([
    ['BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'classes.csv', 'ics'],
    ['\ufeff\n\nbegin:vevent\n', null, 'ics'],
    ['Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n', null, 'ics'],
    ['class,starts_at\nYoga,2026-11-24T18:00', 'classes.ics', 'csv'],
    ['Date;Time;Class\n', null, 'csv'],
    ['sep=;\r\nClass;Starts at\r\n', null, 'csv'],
    ['"class"\t"starts_at"', null, 'csv'],
    ['class,starts_at,notes\nYoga,2026-11-24 18:00,"\nBEGIN:VEVENT\n"', null, 'csv'],
    ['', 'a.ics', 'ics'],
    ['nonsense', 'a.ICS', 'ics'],
    ['nonsense', 'a.csv', 'csv'],
    ['nonsense', 'a.txt', 'csv'],
    ['nonsense', 'a.eml', 'mail'],
    ['Return-Path: <a@b.example>\r\nSubject: Booked\r\n\r\nBEGIN:VCALENDAR\r\n', null, 'mail'],
    ['From a@b.example Tue Nov 24\nMessage-ID: <1@b.example>\n\n', null, 'mail'],
    ['Note: hello\n\nFrom: nobody', null, null],
    ['{"version":1,"bookings":[]}', null, 'json'],
    ['[\n  {"id":"x","startsAt":"2026-11-24T18:00"}]', null, 'json'],
    ['["vcalendar",[],[]]', null, null],
    ['[]', 'a.json', 'json'],
    ['nonsense', 'a.pdf', null],
    ['<html>', null, null],
    ['', null, null],
    ['class\nYoga', null, null],
  ])('%j of the name %s: %s', (text, name, format) => {
    expect(detectFormat(text, name)).toBe(format);
  });
});
