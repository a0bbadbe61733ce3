import type { Problem } from '../../finding.js'
import { shortened } from '../vocabulary/beginning.js'
import { asArray, asIndex, asObject, asText, isObject, type JsonObject, objectsOf } from '../vocabulary/json.js'
import { oneLine, plainText } from '../vocabulary/plain-text.js'
import { type Components, findComponent } from './rules/components.js'
import { isNamed } from './rules/rules.js'
import { type Level, levelOf } from './severity/levels.js'
import { messageText } from './texts/messages.js'

/** How much of a tool's own words a problem repeats, in UTF-16 code units. */
const SHOWN_MESSAGE = 300

/**
 * What says that a run did not see everything (§3.20.14, §3.20.21-22, Appendix I): an invocation that failed, or notifications at the
 * effective level `error`. Empty for a run that went well; `results` being null or absent is told by the caller.
 */
export function failuresOf(run: JsonObject, components: Components, at: string): readonly Problem[] {
  const invocations = objectsOf(run['invocations'])
  const failed = invocations.filter(({ executionSuccessful }) => executionSuccessful === false)
  const errors = notificationsAt('error', run, components)
  return [
    ...(failed.length === 0 ? [] : [{ code: 'execution-unsuccessful' as const, message: unsuccessful(failed[0]), at }]),
    ...(errors.length === 0 ? [] : [{ code: 'error-notification' as const, message: notified(errors, components), at }]),
  ]
}

/** Every invocation says it, and there is one. */
export function saysThatItSucceeded(run: JsonObject): boolean {
  const invocations = asArray(run['invocations'])
  return invocations.length > 0 && invocations.every((invocation) => asObject(invocation)?.['executionSuccessful'] === true)
}

function unsuccessful(invocation: JsonObject | undefined): string {
  const code = invocation?.['exitCode']
  const exit = typeof code === 'number' ? ` (exit code ${code})` : ''
  return `The tool says that its execution was not successful${exit}: results may be missing.`
}

export interface Notification {
  readonly notification: JsonObject
  readonly descriptor: JsonObject | undefined
}

/** The notifications of all invocations whose effective level it is. */
export function notificationsAt(level: Level, run: JsonObject, components: Components): readonly Notification[] {
  return objectsOf(run['invocations']).flatMap((invocation) => notificationsOf(invocation, level, components))
}

function notificationsOf(invocation: JsonObject, level: Level, components: Components): readonly Notification[] {
  const overrides = overriddenLevels(invocation, components)
  return objectsOf(invocation['toolExecutionNotifications'])
    .concat(objectsOf(invocation['toolConfigurationNotifications']))
    .map((notification) => ({ notification, descriptor: findNotification(components, notification['descriptor']) }))
    .filter(({ notification, descriptor }) => {
      const override = descriptor && overrides.get(descriptor)
      const standard = levelOf(asObject(descriptor?.['defaultConfiguration'])?.['level'])
      return (levelOf(notification['level']) ?? override ?? standard ?? 'warning') === level
    })
}

function overriddenLevels(invocation: JsonObject, components: Components): ReadonlyMap<JsonObject, Level> {
  const levels = new Map<JsonObject, Level>()
  for (const override of objectsOf(invocation['notificationConfigurationOverrides'])) {
    const descriptor = findNotification(components, override['descriptor'])
    const level = levelOf(asObject(override['configuration'])?.['level'])
    if (descriptor !== undefined && level !== undefined && !levels.has(descriptor)) levels.set(descriptor, level)
  }
  return levels
}

/** Notifications have descriptors of their own beside the rules (§3.58.2): by index, then guid, then id. */
function findNotification(components: Components, reference: unknown): JsonObject | undefined {
  if (!isObject(reference)) return undefined
  const descriptors = findComponent(components, reference['toolComponent'])?.notifications
  const index = asIndex(reference['index'])
  const indexed = index === undefined ? undefined : asObject(descriptors?.list[index])
  const id = asText(reference['id'])
  if (indexed !== undefined && isNamed(indexed, id)) return indexed
  return descriptors?.byGuid.get(asText(reference['guid'])?.toLowerCase() ?? '') ?? descriptors?.byId.get(id ?? '')
}

function notified(errors: readonly Notification[], components: Components): string {
  const times = errors.length === 1 ? 'an error' : `${errors.length} errors`
  const [first] = errors
  const text = first && messageText(first.notification['message'], first.descriptor, components.all)
  const shown = shortened(oneLine(plainText(text ?? '')), SHOWN_MESSAGE)
  return `The tool reported ${times}, so results may be missing${shown === '' ? '.' : `: ${shown}`}`
}
