/** A finding in the AWS Security Finding Format. Pure: equal arguments give an equal finding. */
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub'
import type { Finding } from '../finding.js'
import { complianceOf } from './compliance.js'
import type { FindingLife, MappingContext } from './context.js'
import { descriptionOf } from './description.js'
import { generatorDetailsOf, generatorIdOf } from './generator.js'
import { SCHEMA_VERSION } from './limits.js'
import { withoutAbsent } from './members.js'
import { omissionsOf } from './omissions.js'
import { permalink } from './permalink.js'
import { companyNameOf, productNameOf } from './product.js'
import { productFieldsOf } from './product-fields.js'
import { relatedOmissions } from './related.js'
import { remediationOf } from './remediation.js'
import { resourcesOf } from './resources.js'
import { providerFieldsOf } from './severity.js'
import { withinSize } from './size.js'
import { titleOf } from './title.js'
import { vulnerabilitiesOf } from './vulnerabilities.js'

export { permalink } from './permalink.js'
export { titleOf } from './title.js'

/**
 * An open finding, valid against the limits of ./limits.ts and below 200,000 bytes of JSON.
 * Never sets what belongs to the customer or to Security Hub: top-level Severity, Types, Confidence, Criticality and RelatedFindings,
 * Note, Workflow, VerificationState, UserDefinedFields, Region, ProcessedAt.
 *
 * @param finding free of secrets and of machine paths
 */
export function toAsff(finding: Finding, context: MappingContext, life: FindingLife): AwsSecurityFinding {
  return withinSize(
    withoutAbsent({
      SchemaVersion: SCHEMA_VERSION,
      Id: life.id,
      ProductArn: context.target.productArn,
      ProductName: productNameOf(context),
      CompanyName: companyNameOf(context),
      GeneratorId: generatorIdOf(context.tool, finding.rule),
      AwsAccountId: context.target.accountId,
      FirstObservedAt: life.firstObservedAt,
      LastObservedAt: life.lastObservedAt,
      CreatedAt: life.createdAt,
      UpdatedAt: life.updatedAt,
      Title: titleOf(finding),
      Description: descriptionOf(finding),
      Remediation: remediationOf(finding),
      SourceUrl: permalink(context, finding.location),
      ProductFields: productFieldsOf(finding, context, life, [...omissionsOf(finding), ...relatedOmissions(life)]),
      Resources: resourcesOf(finding, context),
      Compliance: complianceOf(finding),
      RecordState: 'ACTIVE' as const,
      Vulnerabilities: vulnerabilitiesOf(finding),
      FindingProviderFields: providerFieldsOf(finding, context, life),
      GeneratorDetails: generatorDetailsOf(finding.rule),
    }),
  )
}
