/**
 * The ids that one of Trivy's checks has had: `AVD-DS-0002` and `DS002` until 0.68, `DS-0002` since; `AVD-AWS-0143`, then `AWS-0143`.
 * Source: github.com/aquasecurity/trivy-checks, the metadata `id` and `aliases` of each check.
 * @param id as a report has it
 */
export function trivyRuleAliases(id: string): readonly string[] {
  const [, prefix, digits] = /^(?:AVD-)?([A-Z]{2,8})-?(\d{3,5})$/.exec(id) ?? []
  if (prefix === undefined || digits === undefined) return []
  const number = digits.replace(/^0+(?=\d{3})/, '')
  const padded = digits.padStart(4, '0')
  const all = [padded, digits]
    .flatMap((one) => [`${prefix}-${one}`, `AVD-${prefix}-${one}`])
    .concat(`${prefix}${number}`, `${prefix}${padded}`)
  return [...new Set(all)].filter((one) => one !== id)
}

/** The same of whichever tool, by its name: the others have no ids that they changed in such a way. */
export function formerRules(tool: string | undefined, id: string): readonly string[] {
  return tool === 'Trivy' ? trivyRuleAliases(id) : []
}
