/** Which part of a finding each filter of GetFindings looks at. Source: API reference, AwsSecurityFindingFilters. */

export type FilterKind = 'string' | 'number' | 'date' | 'map' | 'boolean'

export interface FilterAttribute {
  readonly kind: FilterKind
  /** Member names from the finding down; a list on the way stands for each of its items. */
  readonly path: readonly string[]
}

/** The attribute of that name; undefined when the service has none, or only one that is deprecated and not imitated (IP addresses, Keyword). */
export function filterAttribute(name: string): FilterAttribute | undefined {
  return ATTRIBUTES.get(name)
}

/** The same for the criteria of an automation rule, which has far fewer; ProductFields is none of them. */
export function ruleAttribute(name: string): FilterAttribute | undefined {
  return OF_RULES.has(name) ? filterAttribute(name) : undefined
}

/** Source: API reference, AutomationRulesFindingFilters. */
const OF_RULES: ReadonlySet<string> = new Set(
  `AwsAccountId AwsAccountName CompanyName ComplianceAssociatedStandardsId ComplianceSecurityControlId ComplianceStatus Confidence CreatedAt
  Criticality Description FirstObservedAt GeneratorId Id LastObservedAt NoteText NoteUpdatedAt NoteUpdatedBy ProductArn ProductName RecordState
  RelatedFindingsId RelatedFindingsProductArn ResourceApplicationArn ResourceApplicationName ResourceDetailsOther ResourceId ResourceOwnerAccountId
  ResourceOwnerOrgId ResourcePartition ResourceProvider ResourceRegion ResourceTags ResourceType SeverityLabel SourceUrl Title Type UpdatedAt
  UserDefinedFields VerificationState WorkflowStatus`.split(/\s+/),
)

/** `Name` or `Name=Path.In.Finding`. */
const NAMES: Readonly<Record<FilterKind, string>> = {
  string: `ProductArn AwsAccountId Id GeneratorId Region Type=Types SeverityLabel=Severity.Label Title Description
    RecommendationText=Remediation.Recommendation.Text SourceUrl ProductName CompanyName
    MalwareName=Malware.Name MalwareType=Malware.Type MalwarePath=Malware.Path MalwareState=Malware.State
    NetworkDirection=Network.Direction NetworkProtocol=Network.Protocol NetworkSourceDomain=Network.SourceDomain
    NetworkSourceMac=Network.SourceMac NetworkDestinationDomain=Network.DestinationDomain
    ProcessName=Process.Name ProcessPath=Process.Path
    ThreatIntelIndicatorType=ThreatIntelIndicators.Type ThreatIntelIndicatorValue=ThreatIntelIndicators.Value
    ThreatIntelIndicatorCategory=ThreatIntelIndicators.Category ThreatIntelIndicatorSource=ThreatIntelIndicators.Source
    ThreatIntelIndicatorSourceUrl=ThreatIntelIndicators.SourceUrl
    ResourceType=Resources.Type ResourceId=Resources.Id ResourcePartition=Resources.Partition ResourceRegion=Resources.Region
    ResourceApplicationName=Resources.ApplicationName ResourceApplicationArn=Resources.ApplicationArn
    ResourceOwnerAccountId=Resources.Owner.Account.Id ResourceOwnerOrgId=Resources.Owner.Org.Id ResourceProvider=Resources.Provider
    ResourceAwsIamAccessKeyUserName=Resources.Details.AwsIamAccessKey.UserName
    ResourceAwsIamAccessKeyPrincipalName=Resources.Details.AwsIamAccessKey.PrincipalName
    ResourceAwsIamAccessKeyStatus=Resources.Details.AwsIamAccessKey.Status
    ResourceAwsIamUserUserName=Resources.Details.AwsIamUser.UserName
    ResourceAwsEc2InstanceType=Resources.Details.AwsEc2Instance.Type ResourceAwsEc2InstanceImageId=Resources.Details.AwsEc2Instance.ImageId
    ResourceAwsEc2InstanceKeyName=Resources.Details.AwsEc2Instance.KeyName ResourceAwsEc2InstanceVpcId=Resources.Details.AwsEc2Instance.VpcId
    ResourceAwsEc2InstanceSubnetId=Resources.Details.AwsEc2Instance.SubnetId
    ResourceAwsEc2InstanceIamInstanceProfileArn=Resources.Details.AwsEc2Instance.IamInstanceProfileArn
    ResourceAwsS3BucketOwnerId=Resources.Details.AwsS3Bucket.OwnerId ResourceAwsS3BucketOwnerName=Resources.Details.AwsS3Bucket.OwnerName
    ResourceContainerName=Resources.Details.Container.Name ResourceContainerImageId=Resources.Details.Container.ImageId
    ResourceContainerImageName=Resources.Details.Container.ImageName
    ComplianceStatus=Compliance.Status ComplianceSecurityControlId=Compliance.SecurityControlId
    ComplianceAssociatedStandardsId=Compliance.AssociatedStandards.StandardsId
    ComplianceSecurityControlParametersName=Compliance.SecurityControlParameters.Name
    ComplianceSecurityControlParametersValue=Compliance.SecurityControlParameters.Value
    VerificationState WorkflowState WorkflowStatus=Workflow.Status RecordState
    RelatedFindingsProductArn=RelatedFindings.ProductArn RelatedFindingsId=RelatedFindings.Id
    NoteText=Note.Text NoteUpdatedBy=Note.UpdatedBy AwsAccountName
    VulnerabilitiesExploitAvailable=Vulnerabilities.ExploitAvailable VulnerabilitiesFixAvailable=Vulnerabilities.FixAvailable
    FindingProviderFieldsRelatedFindingsId=FindingProviderFields.RelatedFindings.Id
    FindingProviderFieldsRelatedFindingsProductArn=FindingProviderFields.RelatedFindings.ProductArn
    FindingProviderFieldsSeverityLabel=FindingProviderFields.Severity.Label
    FindingProviderFieldsSeverityOriginal=FindingProviderFields.Severity.Original
    FindingProviderFieldsTypes=FindingProviderFields.Types`,
  number: `SeverityProduct=Severity.Product SeverityNormalized=Severity.Normalized Confidence Criticality
    NetworkSourcePort=Network.SourcePort NetworkDestinationPort=Network.DestinationPort
    ProcessPid=Process.Pid ProcessParentPid=Process.ParentPid
    FindingProviderFieldsConfidence=FindingProviderFields.Confidence FindingProviderFieldsCriticality=FindingProviderFields.Criticality`,
  date: `FirstObservedAt LastObservedAt CreatedAt UpdatedAt NoteUpdatedAt=Note.UpdatedAt
    ProcessLaunchedAt=Process.LaunchedAt ProcessTerminatedAt=Process.TerminatedAt
    ThreatIntelIndicatorLastObservedAt=ThreatIntelIndicators.LastObservedAt
    ResourceAwsIamAccessKeyCreatedAt=Resources.Details.AwsIamAccessKey.CreatedAt
    ResourceAwsEc2InstanceLaunchedAt=Resources.Details.AwsEc2Instance.LaunchedAt
    ResourceContainerLaunchedAt=Resources.Details.Container.LaunchedAt`,
  map: 'ProductFields UserDefinedFields ResourceTags=Resources.Tags ResourceDetailsOther=Resources.Details.Other',
  boolean: 'Sample',
}

const KINDS: readonly FilterKind[] = ['string', 'number', 'date', 'map', 'boolean']
const ATTRIBUTES: ReadonlyMap<string, FilterAttribute> = new Map(KINDS.flatMap(attributesOf))

function attributesOf(kind: FilterKind): readonly [string, FilterAttribute][] {
  return NAMES[kind].split(/\s+/).map((entry) => {
    const [name = '', path = name] = entry.split('=')
    return [name, { kind, path: path.split('.') }]
  })
}
