import type { Problem } from '../../finding.js'
import { type Component, type Components, findComponent } from './components.js'
import { asIndex, asObject, asText, isObject, type JsonObject, objectsOf } from './json.js'
import { levelOf } from './levels.js'
import { messageText } from './messages.js'

/** How much of a tool's own words a problem repeats, in UTF-16 code units. */
const SHOWN_MESSAGE = 300

/**
 * What says that a run did not see everything (§3.20.14, §3.20.21-22, Appendix I): an invocation that failed, or notifications at the
 * effective level `error`. Empty for a run that went well; `results` being null or absent is told by the caller.
 */
export function failuresOf(run: JsonObject, components: Components, at: string): readonly Problem[] {
  const invocations = objectsOf(run['invocations'])
  const failed = invocations.filter(({ executionSuccessful }) => executionSuccessful === false)
  const errors = invocations.flatMap((invocation) => errorsOf(invocation, components))
  return [
    ...(failed.length === 0 ? [] : [{ code: 'execution-unsuccessful' as const, message: unsuccessful(failed[0]), at }]),
    ...(errors.length === 0 ? [] : [{ code: 'error-notification' as const, message: notified(errors, components), at }]),
  ]
}

function unsuccessful(invocation: JsonObject | undefined): string {
  const code = invocation?.['exitCode']
  const exit = typeof code === 'number' ? ` (exit code ${code})` : ''
  return `The tool says that its execution was not successful${exit}: results may be missing.`
}

interface Notification {
  readonly notification: JsonObject
  readonly descriptor: JsonObject | undefined
}

function errorsOf(invocation: JsonObject, components: Components): readonly Notification[] {
  const overrides = objectsOf(invocation['notificationConfigurationOverrides']).map(({ descriptor, configuration }) => ({
    descriptor: findNotification(components, descriptor),
    level: levelOf(asObject(configuration)?.['level']),
  }))
  return objectsOf(invocation['toolExecutionNotifications'])
    .concat(objectsOf(invocation['toolConfigurationNotifications']))
    .map((notification) => ({ notification, descriptor: findNotification(components, notification['descriptor']) }))
    .filter(({ notification, descriptor }) => {
      const override = descriptor && overrides.find((candidate) => candidate.descriptor === descriptor)
      const standard = asObject(descriptor?.['defaultConfiguration'])?.['level']
      return (levelOf(notification['level']) ?? override?.level ?? levelOf(standard) ?? 'warning') === 'error'
    })
}

/** Notifications have descriptors of their own beside the rules (§3.58.2): by index, then guid, then id. */
function findNotification(components: Components, reference: unknown): JsonObject | undefined {
  if (!isObject(reference)) return undefined
  const component = findComponent(components, reference['toolComponent'])
  const index = asIndex(reference['index'])
  const indexed = index === undefined ? undefined : asObject(component?.notifications[index])
  return indexed ?? namedNotification(component, asText(reference['guid']), asText(reference['id']))
}

function namedNotification(component: Component | undefined, guid: string | undefined, id: string | undefined): JsonObject | undefined {
  const all = objectsOf(component?.notifications)
  const byGuid = guid === undefined ? undefined : all.find((item) => asText(item['guid'])?.toLowerCase() === guid.toLowerCase())
  return byGuid ?? (id === undefined ? undefined : all.find((item) => item['id'] === id))
}

function notified(errors: readonly Notification[], components: Components): string {
  const times = errors.length === 1 ? 'an error' : `${errors.length} errors`
  const [first] = errors
  const text = first && messageText(first.notification['message'], first.descriptor, components.all)
  const words = text?.replace(/\s+/g, ' ').trim() ?? ''
  const shown = words.length > SHOWN_MESSAGE ? `${words.slice(0, SHOWN_MESSAGE)}…` : words
  return `The tool reported ${times}, so results may be missing${shown === '' ? '.' : `: ${shown}`}`
}
