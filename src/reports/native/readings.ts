import type { Finding, Reading } from '../../finding.js'
import { isObject, type JsonObject } from '../vocabulary/json.js'

/** What one entry of a report is. */
export type Entry =
  | { readonly verdict: 'problem' | 'suppressed' | 'review'; readonly finding: Finding }
  | { readonly verdict: 'not-a-problem' | 'duplicate' }
  | { readonly verdict: 'unreadable'; readonly what: string }

export function problem(finding: Finding): Entry {
  return { verdict: 'problem', finding }
}

/** The tool's user has accepted it. */
export function suppressed(finding: Finding): Entry {
  return { verdict: 'suppressed', finding }
}

/** Somebody has to look at it; a problem only when the user says so. */
export function review(finding: Finding): Entry {
  return { verdict: 'review', finding }
}

/** A pass, a remark, statistics. */
export const NOT_A_PROBLEM: Entry = { verdict: 'not-a-problem' }

/** @param what goes on after `The entry …`: `has no rule`. Never text of the report. */
export function unreadable(what: string): Entry {
  return { verdict: 'unreadable', what }
}

/** @param at the entry's position, should it matter */
export type EntryReader = (entry: JsonObject, at: string) => Entry

/**
 * Reads the entries of an array. What is no object is unreadable, and so is something that stands where the array should be;
 * no array at all (absent, `null`) holds no entries.
 * @param at where the array is: `results`; the entries are at `results[0]` and so on
 */
export function readEach(entries: unknown, at: string, read: EntryReader): Generator<Reading> {
  return withinEach(entries, at, (entry, place) => [toReading(read(entry, place), place)])
}

/** The same for an object whose members are the entries. */
export function readMembers(entries: unknown, at: string, read: (entry: JsonObject, key: string, at: string) => Entry): Generator<Reading> {
  return withinMembers(entries, at, (entry, key, place) => [toReading(read(entry, key, place), place)])
}

/** The same for an array of objects that hold entries, none to many. */
export function* withinEach(groups: unknown, at: string, read: (group: JsonObject, at: string) => Iterable<Reading>): Generator<Reading> {
  if (groups === undefined || groups === null) return
  if (!Array.isArray(groups)) yield toReading(unreadable(`is ${nameOf(groups)} instead of an array`), at)
  else {
    for (const [index, group] of groups.entries()) {
      const place = `${at}[${index}]`
      if (isObject(group)) yield* read(group, place)
      else yield toReading(noObject(group), place)
    }
  }
}

/** The same for an object whose members are objects that hold entries, none to many. */
export function* withinMembers(
  groups: unknown,
  at: string,
  read: (group: JsonObject, key: string, at: string) => Iterable<Reading>,
): Generator<Reading> {
  if (groups === undefined || groups === null) return
  if (!isObject(groups)) yield toReading(noObject(groups), at)
  else {
    for (const [key, group] of Object.entries(groups)) {
      const place = memberAt(at, key)
      if (isObject(group)) yield* read(group, key, place)
      else yield toReading(noObject(group), place)
    }
  }
}

/** Reads one value that should be an object. */
export function readOne(value: unknown, at: string, read: EntryReader): Reading {
  return toReading(isObject(value) ? read(value, at) : noObject(value), at)
}

/** `at.key`, or `at["key"]` for a key that is no plain word. */
export function memberAt(at: string, key: string): string {
  return /^\w{1,60}$/.test(key) ? `${at}${at === '' ? '' : '.'}${key}` : `${at}[${JSON.stringify(key)}]`
}

export function toReading(entry: Entry, at: string): Reading {
  if (entry.verdict !== 'unreadable') return { ...entry, at }
  return { verdict: 'unreadable', at, problem: { code: 'unreadable-result', message: `The entry ${entry.what}.`, at } }
}

function noObject(value: unknown): Entry {
  return unreadable(`is ${nameOf(value)} instead of an object`)
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}
