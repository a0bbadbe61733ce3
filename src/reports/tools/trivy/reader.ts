import type { Finding } from '../../../finding.js'
import type { JsonObject } from '../../vocabulary/json.js'

/** Reads an entry of a result; `undefined` when it lacks what makes it one. */
export type TrivyReader = (entry: JsonObject) => Finding | undefined
