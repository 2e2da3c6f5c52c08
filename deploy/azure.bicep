// Fourways on Azure Container Apps: web processes, workers, PostgreSQL in a private network, secrets in Key Vault.
// What it creates, and how to deploy, upgrade, back up and restore: deploy/README.md.

targetScope = 'resourceGroup'

@description('The beginning of every name. Lower-case letters and digits.')
@minLength(3)
@maxLength(12)
param name string = 'fourways'

@description('The Azure region.')
param location string = resourceGroup().location

@description('The image, for example myregistry.azurecr.io/fourways:1. Empty at the first deployment: it makes all but the applications, so that there is a registry to push the image to.')
param image string = ''

@description('The host name that people use. Empty: the one that Container Apps gives. Its certificate is bound after the deployment.')
param hostName string = ''

@description('A long random string that signs cookies and links. Another one signs everybody out and ends all resume links.')
@secure()
@minLength(50)
param secretKey string

@description('The password of the database\'s administrator.')
@secure()
@minLength(20)
param databasePassword string

@description('The e-mail server as a URL, with its password (README, EMAIL_URL). Empty: no e-mail is sent.')
@secure()
param emailUrl string = ''

@description('The fewest web replicas. Two or more: one can go without anybody noticing.')
@minValue(2)
@maxValue(30)
param webReplicas int = 2

@description('The most web replicas, under load.')
@minValue(2)
@maxValue(30)
param mostWebReplicas int = 6

@description('Workers for exports, impact and imports.')
@minValue(1)
@maxValue(30)
param workers int = 1

@description('The size of the database server.')
param databaseSku string = 'Standard_D2ds_v5'

@description('The tier of the size.')
@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param databaseTier string = 'GeneralPurpose'

@description('Storage of the database server in GiB; it grows by itself.')
@allowed([32, 64, 128, 256, 512])
param databaseStorage int = 32

@description('Days in which the database can be put back to any moment.')
@minValue(7)
@maxValue(35)
param databaseBackupDays int = 14

@description('Copy the database\'s backups to the paired region too. Cannot be changed later.')
param geoRedundantBackup bool = false

@description('Spread replicas over zones and keep a standby of the database in another. The region must have zones, and the tier must not be Burstable.')
param zoneRedundant bool = false

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('The private network; two /24 parts of it are used, and one for the vault.')
param addressPrefix string = '10.70.0.0/16'

@description('Tags of every resource.')
param tags object = {}

var unique = uniqueString(resourceGroup().id, name)
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
var databaseName = 'fourways'
var databaseUser = 'fourways'
var hasImage = !empty(image)
var hasEmail = !empty(emailUrl)

// ── who it is, and what it writes ──

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-identity'
  location: location
  tags: tags
}

resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: '${name}-logs'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logDays
  }
}

// ── the private network ──

resource network 'Microsoft.Network/virtualNetworks@2025-07-01' = {
  name: '${name}-network'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 0)
          delegations: [
            {
              name: 'apps'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 1)
          delegations: [
            {
              name: 'database'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
      {
        name: 'vault'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 2)
        }
      }
    ]
  }

  resource appsSubnet 'subnets' existing = {
    name: 'apps'
  }

  resource databaseSubnet 'subnets' existing = {
    name: 'database'
  }

  resource vaultSubnet 'subnets' existing = {
    name: 'vault'
  }
}

resource databaseZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: '${name}-${unique}.private.postgres.database.azure.com'
  location: 'global'
  tags: tags
}

resource databaseZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: databaseZone
  name: 'network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

resource vaultZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
  tags: tags
}

resource vaultZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: vaultZone
  name: 'network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

// ── the database, reached from the network alone ──

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: '${name}-${unique}'
  location: location
  tags: tags
  sku: {
    name: databaseSku
    tier: databaseTier
  }
  properties: {
    version: '17'
    administratorLogin: databaseUser
    administratorLoginPassword: databasePassword
    authConfig: {
      activeDirectoryAuth: 'Disabled'
      passwordAuth: 'Enabled'
    }
    storage: {
      storageSizeGB: databaseStorage
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: databaseBackupDays
      geoRedundantBackup: geoRedundantBackup ? 'Enabled' : 'Disabled'
    }
    highAvailability: {
      mode: zoneRedundant ? 'ZoneRedundant' : 'Disabled'
    }
    network: {
      delegatedSubnetResourceId: network::databaseSubnet.id
      privateDnsZoneArmResourceId: databaseZone.id
      publicNetworkAccess: 'Disabled'
    }
  }
  dependsOn: [
    databaseZoneLink
  ]

  resource fourways 'databases' = {
    name: databaseName
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
  }
}

// ── secrets, read one by one by the one identity ──

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: take('${name}-${unique}', 24)
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
    }
  }

  resource key 'secrets' = {
    name: 'secret-key'
    properties: {
      value: secretKey
    }
  }

  resource address 'secrets' = {
    name: 'database-url'
    properties: {
      value: 'postgres://${databaseUser}:${uriComponent(databasePassword)}@${database.properties.fullyQualifiedDomainName}:5432/${databaseName}?sslmode=require'
    }
  }

  resource email 'secrets' = if (hasEmail) {
    name: 'email-url'
    properties: {
      value: emailUrl
    }
  }
}

resource vaultEndpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: '${name}-vault'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: network::vaultSubnet.id
    }
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: vault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }

  resource zones 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: 'vault'
          properties: {
            privateDnsZoneId: vaultZone.id
          }
        }
      ]
    }
  }
}

resource readsKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::key.id, identity.id, secretsUser)
  scope: vault::key
  properties: {
    roleDefinitionId: secretsUser
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource readsAddress 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::address.id, identity.id, secretsUser)
  scope: vault::address
  properties: {
    roleDefinitionId: secretsUser
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource readsEmail 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasEmail) {
  name: guid(vault::email.id, identity.id, secretsUser)
  scope: vault::email
  properties: {
    roleDefinitionId: secretsUser
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// ── images, pulled by the one identity ──

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: '${name}${unique}'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, acrPull)
  scope: registry
  properties: {
    roleDefinitionId: acrPull
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// ── where it runs ──

resource containerEnvironment 'Microsoft.App/managedEnvironments@2026-01-01' = {
  name: '${name}-environment'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    vnetConfiguration: {
      infrastructureSubnetId: network::appsSubnet.id
      internal: false
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    zoneRedundant: zoneRedundant
  }
}

var everything = [
  {
    categoryGroup: 'allLogs'
    enabled: true
  }
]

resource environmentLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: containerEnvironment
  properties: {
    workspaceId: logs.id
    logs: everything
  }
}

resource vaultLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: vault
  properties: {
    workspaceId: logs.id
    logs: everything
  }
}

resource databaseLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: database
  properties: {
    workspaceId: logs.id
    logs: everything
  }
}

// ── web, workers, and the release that goes before them ──

var webName = '${name}-web'
var givenHost = '${webName}.${containerEnvironment.properties.defaultDomain}'
var host = empty(hostName) ? givenHost : hostName

var identities = {
  type: 'UserAssigned'
  userAssignedIdentities: {
    '${identity.id}': {}
  }
}

var registries = [
  {
    server: registry.properties.loginServer
    identity: identity.id
  }
]

var emailSecret = {
  name: 'email-url'
  keyVaultUrl: '${vault.properties.vaultUri}secrets/email-url'
  identity: identity.id
}

var knownSecrets = [
  {
    name: 'secret-key'
    keyVaultUrl: vault::key.properties.secretUri
    identity: identity.id
  }
  {
    name: 'database-url'
    keyVaultUrl: vault::address.properties.secretUri
    identity: identity.id
  }
]

var secrets = hasEmail ? concat(knownSecrets, [emailSecret]) : knownSecrets

var emailSetting = {
  name: 'EMAIL_URL'
  secretRef: 'email-url'
}

var knownSettings = [
  {
    name: 'SECRET_KEY'
    secretRef: 'secret-key'
  }
  {
    name: 'DATABASE_URL'
    secretRef: 'database-url'
  }
  {
    name: 'ALLOWED_HOSTS'
    value: host
  }
  {
    name: 'CSRF_TRUSTED_ORIGINS'
    value: 'https://${host}'
  }
  {
    name: 'HTTPS'
    value: 'on'
  }
  {
    name: 'BEHIND_PROXY'
    value: 'on'
  }
  {
    name: 'TASKS'
    value: 'database'
  }
  {
    name: 'LOG_FORMAT'
    value: 'json'
  }
  {
    name: 'DATABASE_POOL'
    value: '8'
  }
  {
    name: 'STATEMENT_TIMEOUT'
    value: '30'
  }
  {
    name: 'IDLE_IN_TRANSACTION_TIMEOUT'
    value: '60'
  }
]

var settings = hasEmail ? concat(knownSettings, [emailSetting]) : knownSettings

var scratch = [
  {
    name: 'tmp'
    storageType: 'EmptyDir'
  }
]

var scratchMount = [
  {
    volumeName: 'tmp'
    mountPath: '/tmp'
  }
]

resource web 'Microsoft.App/containerApps@2026-01-01' = if (hasImage) {
  name: webName
  location: location
  tags: tags
  identity: identities
  properties: {
    environmentId: containerEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: registries
      secrets: secrets
      ingress: {
        external: true
        allowInsecure: false
        targetPort: 8000
        transport: 'auto'
      }
    }
    template: {
      terminationGracePeriodSeconds: 40
      containers: [
        {
          name: 'web'
          image: image
          command: [
            'deploy/step'
            'web'
          ]
          env: settings
          resources: {
            cpu: 1
            memory: '2Gi'
          }
          volumeMounts: scratchMount
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz'
                port: 8000
              }
              periodSeconds: 3
              failureThreshold: 30
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: 8000
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: 8000
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: webReplicas
        maxReplicas: max(webReplicas, mostWebReplicas)
        rules: [
          {
            name: 'requests'
            http: {
              metadata: {
                concurrentRequests: '20'
              }
            }
          }
        ]
      }
      volumes: scratch
    }
  }
  dependsOn: [
    readsKey
    readsAddress
    readsEmail
    pulls
    vaultEndpoint::zones
    vaultZoneLink
    database::fourways
  ]
}

resource worker 'Microsoft.App/containerApps@2026-01-01' = if (hasImage) {
  name: '${name}-worker'
  location: location
  tags: tags
  identity: identities
  properties: {
    environmentId: containerEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: registries
      secrets: secrets
    }
    template: {
      terminationGracePeriodSeconds: 40
      containers: [
        {
          name: 'worker'
          image: image
          command: [
            'deploy/step'
            'worker'
          ]
          env: settings
          resources: {
            cpu: 1
            memory: '2Gi'
          }
          volumeMounts: scratchMount
        }
      ]
      scale: {
        minReplicas: workers
        maxReplicas: workers
      }
      volumes: scratch
    }
  }
  dependsOn: [
    readsKey
    readsAddress
    readsEmail
    pulls
    vaultEndpoint::zones
    vaultZoneLink
    database::fourways
  ]
}

resource release 'Microsoft.App/jobs@2026-01-01' = if (hasImage) {
  name: '${name}-release'
  location: location
  tags: tags
  identity: identities
  properties: {
    environmentId: containerEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      replicaTimeout: 3600
      replicaRetryLimit: 0
      manualTriggerConfig: {
        parallelism: 1
        replicaCompletionCount: 1
      }
      registries: registries
      secrets: secrets
    }
    template: {
      containers: [
        {
          name: 'release'
          image: image
          command: [
            'deploy/step'
            'release'
          ]
          env: settings
          resources: {
            cpu: 1
            memory: '2Gi'
          }
          volumeMounts: scratchMount
        }
      ]
      volumes: scratch
    }
  }
  dependsOn: [
    readsKey
    readsAddress
    readsEmail
    pulls
    vaultEndpoint::zones
    vaultZoneLink
    database::fourways
  ]
}

@description('The address that people open.')
output address string = 'https://${host}'

@description('Where the image is pushed.')
output registryServer string = registry.properties.loginServer

@description('The database server, reached from the private network alone.')
output databaseServer string = database.properties.fullyQualifiedDomainName

@description('The job that migrates and publishes: start it after every deployment of a new image.')
output releaseJob string = hasImage ? release.name : ''
