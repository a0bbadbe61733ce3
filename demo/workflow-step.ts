/** The step that a user would write for the run that the demo shows. */
import { stringify } from 'yaml'

/**
 * @param reports as for the input of that name, whatever characters the paths have
 * @returns a step as YAML, with the stand-ins of the README for the action's owner and the role
 */
export function workflowStep(reports: string, region: string): string {
  const step = {
    uses: 'OWNER/publish-to-security-hub@v1',
    with: { reports, 'aws-region': region, 'role-to-assume': 'arn:aws:iam::111122223333:role/publish-to-security-hub' },
  }
  return stringify([step], { lineWidth: 0 }).trimEnd()
}
