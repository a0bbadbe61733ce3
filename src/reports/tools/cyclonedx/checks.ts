import type { FindingKind } from '../../../finding.js'

/**
 * What a check finds that stands among vulnerabilities; `undefined` for the id of an advisory. Amazon Inspector has checks of Dockerfiles,
 * of which IN-DOCKER-007 are secrets (Amazon Inspector user guide, "Dockerfile checks"); Checkov has its policies.
 */
export function kindOfCheck(id: string): FindingKind | undefined {
  if (/^(?:IN-DOCKER-007|CKV_SECRET_)/.test(id)) return 'secret'
  return /^(?:IN-DOCKER-|CKV2?_)/.test(id) ? 'configuration' : undefined
}
