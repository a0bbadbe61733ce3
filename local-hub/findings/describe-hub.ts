/** DescribeHub. */
import { authoriseOnHub } from '../access/authorise.js'
import type { Caller } from '../access/credentials.js'
import { resourceNotFound } from '../server/service-error.js'
import { type HubState, hubArn } from '../state.js'

export function describeHub(hub: HubState, caller: Caller, query: URLSearchParams): unknown {
  authoriseOnHub(hub, caller, 'securityhub:DescribeHub')
  const asked = query.get('HubArn') ?? hubArn(hub)
  if (asked !== hubArn(hub)) throw resourceNotFound(`The hub ${asked} does not exist`)
  return { HubArn: hubArn(hub), SubscribedAt: hub.subscribedAt, AutoEnableControls: true, ControlFindingGenerator: 'SECURITY_CONTROL' }
}
