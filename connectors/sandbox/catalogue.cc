#include "connectors/sandbox/catalogue.h"

#include <array>

namespace awscost::sandbox {
namespace {

constexpr Flow kStorage[] = {
    {"TimedStorage-ByteHrs", "StandardStorage", "S3: Storage - Standard", "GB-Mo", "12", "0.023", Rhythm::kSteady},
    {"Requests-Tier1", "PutObject", "S3: API Requests - Standard", "Requests", "24000", "0.000005"},
    {"Requests-Tier2", "GetObject", "S3: API Requests - Standard", "Requests", "310000", "0.0000004"},
    {"DataTransfer-Out-Bytes", "GetObject", "S3: Data Transfer - Internet (Out)", "GB", "3.5", "0.09"},
};
constexpr Flow kFunction[] = {
    {"Lambda-GB-Second", "Invoke", "", "Lambda-GB-Second", "21000", "0.0000166667"},
    {"Request", "Invoke", "", "Requests", "160000", "0.0000002"},
};
constexpr Flow kDatabase[] = {
    {"InstanceUsage:db.r6g.large", "CreateDBInstance:0014", "RDS: Running Hours", "Hrs", "24", "0.225",
     Rhythm::kSteady},
    {"RDS:GP3-Storage", "CreateDBInstance:0014", "RDS: Storage", "GB-Mo", "6.5", "0.115", Rhythm::kSteady},
};
constexpr Flow kAurora[] = {
    {"InstanceUsage:db.r6g.xlarge", "CreateDBInstance:0021", "RDS: Running Hours", "Hrs", "24", "0.519",
     Rhythm::kSteady},
    {"Aurora:StorageIOUsage", "CreateDBInstance:0021", "RDS: I/O Requests", "IOs", "4200000", "0.0000002"},
};
constexpr Flow kCache[] = {
    {"NodeUsage:cache.r6g.large", "CreateCacheCluster:0002", "ElastiCache: Running Hours", "Hrs", "24", "0.206",
     Rhythm::kSteady},
};
constexpr Flow kTable[] = {
    {"ReadRequestUnits", "PayPerRequestThroughput", "DDB: Data Read", "ReadRequestUnits", "900000", "0.00000025"},
    {"WriteRequestUnits", "PayPerRequestThroughput", "DDB: Data Written", "WriteRequestUnits", "260000", "0.00000125"},
    {"TimedStorage-ByteHrs", "StandardStorage", "DDB: Indexed Data Storage", "GB-Mo", "1.1", "0.25", Rhythm::kSteady},
};
constexpr Flow kLogs[] = {
    {"DataProcessing-Bytes", "PutLogEvents", "CloudWatch: Logs", "GB", "0.9", "0.5"},
};
constexpr Flow kMetrics[] = {
    {"CW:MetricMonitorUsage", "MetricStorage", "CloudWatch: Metrics", "Metrics", "26", "0.3", Rhythm::kSteady},
    {"CW:Requests", "GetMetricData", "CloudWatch: Requests", "Metrics", "92000", "0.00001"},
};
constexpr Flow kBalancer[] = {
    {"LoadBalancerUsage", "LoadBalancing:Application", "ELB: Running Hours", "Hrs", "24", "0.0225", Rhythm::kSteady},
    {"LCUUsage", "LoadBalancing:Application", "ELB: LCU", "LCU-Hrs", "61", "0.008"},
};
constexpr Flow kQueue[] = {{"Requests-RBP", "SendMessage", "SQS: Requests", "Requests", "480000", "0.0000004"}};
constexpr Flow kTopic[] = {{"Requests-Tier1", "Publish", "SNS: Requests", "Requests", "120000", "0.0000005"}};
constexpr Flow kKeys[] = {{"KMS-Keys", "CreateKey", "", "Keys", "0.9", "1", Rhythm::kSteady},
                          {"KMS-Requests", "Decrypt", "", "Requests", "210000", "0.000003"}};
constexpr Flow kNames[] = {{"DNS-Queries", "A", "Route 53: DNS Queries", "Queries", "6200000", "0.0000004"},
                           {"HostedZone", "HostedZone", "", "HostedZones", "0.4", "0.5", Rhythm::kSteady}};
constexpr Flow kDelivery[] = {
    {"US-DataTransfer-Out-Bytes", "GET", "CloudFront: Data Transfer Out", "GB", "410", "0.085"},
    {"US-Requests-Tier2-HTTPS", "GET", "CloudFront: Requests", "Requests", "5400000", "0.000001"},
};
constexpr Flow kNetwork[] = {
    {"NatGateway-Hours", "NatGateway", "EC2: NAT Gateway - Running Hours", "Hrs", "48", "0.045", Rhythm::kSteady},
    {"NatGateway-Bytes", "NatGateway", "EC2: NAT Gateway - Data Processed", "GB", "75", "0.045"},
    {"DataTransfer-Regional-Bytes", "InterZone-In", "EC2: Data Transfer - Inter AZ", "GB", "210", "0.01"},
};
constexpr Flow kAddresses[] = {
    {"PublicIPv4:InUseAddress", "AllocateAddressVPC", "", "Hrs", "960", "0.005", Rhythm::kSteady}};
constexpr Flow kTrail[] = {{"DataEventsRecorded", "None", "", "Events", "310000", "0.000001"}};
constexpr Flow kConfig[] = {{"ConfigurationItemRecorded", "", "", "ConfigurationItemRecorded", "820", "0.003"}};
constexpr Flow kGuard[] = {{"PaidEventsAnalyzed", "", "", "Events", "740000", "0.000004"}};
constexpr Flow kSecrets[] = {{"AWSSecretsManager-Secrets", "", "", "Secrets", "1.2", "0.4", Rhythm::kSteady}};
constexpr Flow kImages[] = {{"TimedStorage-ByteHrs", "", "", "GB-Mo", "2.4", "0.1", Rhythm::kSteady}};
constexpr Flow kClusters[] = {
    {"AmazonEKS-Hours:perCluster", "CreateOperation", "", "Hrs", "48", "0.1", Rhythm::kSteady}};
constexpr Flow kTasks[] = {{"Fargate-vCPU-Hours:perCPU", "", "", "hours", "180", "0.04048"},
                           {"Fargate-GB-Hours", "", "", "hours", "360", "0.004445"}};
constexpr Flow kGlue[] = {{"ETL-DPU-Hour", "Jobrun", "", "DPU-Hour", "46", "0.44", Rhythm::kBatch}};
constexpr Flow kAthena[] = {{"DataScannedInTB", "", "", "Terabytes", "1.9", "5"}};
constexpr Flow kWarehouse[] = {{"Node:ra3.xlplus", "RunComputeNode:0001", "", "Hrs", "96", "1.086", Rhythm::kSteady}};
constexpr Flow kSearch[] = {{"ESInstance:r6g.large", "ESDomain", "", "Hrs", "72", "0.167", Rhythm::kSteady}};
constexpr Flow kStreams[] = {
    {"Storage-ShardHour", "shardHourStorage", "", "ShardHours", "192", "0.015", Rhythm::kSteady}};
constexpr Flow kWorkflows[] = {{"StateTransition", "", "", "StateTransitions", "52000", "0.000025"}};
constexpr Flow kFirewall[] = {{"WebACLV2", "", "", "WebACLs", "0.2", "5", Rhythm::kSteady},
                              {"RequestV2-Tier1", "", "", "Requests", "1900000", "0.0000006"}};
constexpr Flow kNotebooks[] = {{"Host:ml.g5.xlarge", "RunInstance", "", "Hrs", "18", "1.408"}};
constexpr Flow kCostExplorer[] = {{"USE1-APIRequest", "", "", "API Calls", "40", "0.01"}};

constexpr std::array<Service, 32> kServices = {{
    {"Amazon Simple Storage Service", 130, "{name}", false, kStorage, "", ""},
    {"AWS Lambda", 160, "arn:aws:lambda:{region}:{account}:function:{name}", false, kFunction, "", ""},
    {"Amazon Relational Database Service", 48, "arn:aws:rds:{region}:{account}:db:{name}", false, kDatabase,
     "PostgreSQL", "Multi-AZ"},
    {"Amazon Relational Database Service", 16, "arn:aws:rds:{region}:{account}:db:aurora-{name}", false, kAurora,
     "Aurora PostgreSQL", "Single-AZ"},
    {"Amazon ElastiCache", 26, "arn:aws:elasticache:{region}:{account}:cluster:{name}", false, kCache, "Redis", ""},
    {"Amazon DynamoDB", 70, "arn:aws:dynamodb:{region}:{account}:table/{name}", false, kTable, "", ""},
    {"AmazonCloudWatch", 220, "arn:aws:logs:{region}:{account}:log-group:/apps/{name}", false, kLogs, "", ""},
    {"AmazonCloudWatch", 0, "", false, kMetrics, "", ""},
    {"Amazon Elastic Load Balancing", 44, "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{name}",
     false, kBalancer, "", ""},
    {"Amazon Simple Queue Service", 60, "arn:aws:sqs:{region}:{account}:{name}", false, kQueue, "", ""},
    {"Amazon Simple Notification Service", 0, "", false, kTopic, "", ""},
    {"AWS Key Management Service", 0, "", false, kKeys, "", ""},
    {"Amazon Route 53", 0, "", true, kNames, "", ""},
    {"Amazon CloudFront", 8, "arn:aws:cloudfront::{account}:distribution/{name}", true, kDelivery, "", ""},
    {"EC2 - Other", 0, "", false, kNetwork, "", ""},
    {"Amazon Virtual Private Cloud", 0, "", false, kAddresses, "", ""},
    {"AWS CloudTrail", 0, "", false, kTrail, "", ""},
    {"AWS Config", 0, "", false, kConfig, "", ""},
    {"Amazon GuardDuty", 0, "", false, kGuard, "", ""},
    {"AWS Secrets Manager", 0, "", false, kSecrets, "", ""},
    {"Amazon EC2 Container Registry (ECR)", 0, "", false, kImages, "", ""},
    {"Amazon Elastic Container Service for Kubernetes", 6, "arn:aws:eks:{region}:{account}:cluster/{name}", false,
     kClusters, "", ""},
    {"Amazon Elastic Container Service", 24, "arn:aws:ecs:{region}:{account}:task/{name}", false, kTasks, "", ""},
    {"AWS Glue", 0, "", false, kGlue, "", ""},
    {"Amazon Athena", 0, "", false, kAthena, "", ""},
    {"Amazon Redshift", 2, "arn:aws:redshift:{region}:{account}:cluster:{name}", false, kWarehouse, "", ""},
    {"Amazon OpenSearch Service", 5, "arn:aws:es:{region}:{account}:domain/{name}", false, kSearch, "", ""},
    {"Amazon Kinesis", 9, "arn:aws:kinesis:{region}:{account}:stream/{name}", false, kStreams, "", ""},
    {"AWS Step Functions", 0, "", false, kWorkflows, "", ""},
    {"AWS WAF", 0, "", true, kFirewall, "", ""},
    {"Amazon SageMaker", 4, "arn:aws:sagemaker:{region}:{account}:notebook-instance/{name}", false, kNotebooks, "", ""},
    {"AWS Cost Explorer", 0, "", true, kCostExplorer, "", ""},
}};

}  // namespace

std::span<const Service> catalogue() {
  return kServices;
}

}  // namespace awscost::sandbox
