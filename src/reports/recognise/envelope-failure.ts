/** Whether an envelope says that something failed, or is not done yet. */
import { isObject } from '../vocabulary/json.js'
import { isFalse, isSomething, type Members, membersBeside, numberIn, numbersOf, valuesOf } from './envelope-members.js'

/** Members that hold what went wrong, if anything did. */
export const ERRORS: ReadonlySet<string> = new Set([
  ...['error', 'errors', 'exception', 'exceptions', 'failures', 'errorcode', 'errormessage', 'errordescription', 'timedout'],
])
/** Members that say whether all went well and is done. */
const SUCCESS: ReadonlySet<string> = new Set([
  ...['success', 'ok', 'successful', 'succeeded', 'issuccess', 'complete', 'completed', 'iscomplete', 'finished', 'done'],
])
const STATUSES: ReadonlySet<string> = new Set(['status', 'state'])
/** Members with a status of HTTP, if it is one. */
const CODES: ReadonlySet<string> = new Set(['statuscode', 'httpstatus', 'httpstatuscode', 'httpcode', 'code'])

/** States of something that is done. All others, also those that nobody knows, may mean that there is more to come. */
const DONE: ReadonlySet<string> = new Set([
  ...['ok', 'success', 'successful', 'succeeded', 'completed', 'complete', 'finished', 'done', 'true'],
])

/** @param members what stands beside the report */
export function saysFailure(members: Members): boolean {
  return (
    valuesOf(members, ERRORS).some(isSomething) ||
    valuesOf(members, SUCCESS).some(isFalse) ||
    numbersOf(members, CODES).some((code) => code >= 400 && code < 600) ||
    valuesOf(members, STATUSES).some(isNotDone)
  )
}

/** `"running"`, `500`, `{"code": 500}`; nothing is said by `null`, `""`, `{}`. */
function isNotDone(status: unknown): boolean {
  if (isObject(status)) return saysFailure(membersBeside(status, ''))
  if (status === undefined || status === null || status === '' || Array.isArray(status)) return false
  const text = String(status).trim().toLowerCase()
  return !DONE.has(text) && !isSuccess(numberIn(text.split(' ')[0]))
}

/** Also that of `"200 OK"`. */
function isSuccess(code: number | undefined): boolean {
  return code !== undefined && code >= 200 && code < 300
}
