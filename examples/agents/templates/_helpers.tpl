{{/*
Most helpers take (list . "component"), where the component is a key of values.yaml:
orchestrator, pool, nats, postgresql, redis, backup.
*/}}

{{/* The prefix of every name: the release name, with the chart's name when the release does not carry it. */}}
{{- define "agents.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The name of a component's objects: agents-redis */}}
{{- define "agents.name" -}}
{{- $root := index . 0 -}}
{{- printf "%s-%s" (include "agents.fullname" $root) (index . 1) -}}
{{- end -}}

{{/* The DNS name of a component's Service: agents-redis.agents.svc */}}
{{- define "agents.host" -}}
{{- $root := index . 0 -}}
{{- printf "%s.%s.svc" (include "agents.name" .) $root.Release.Namespace -}}
{{- end -}}

{{/* Labels that never change during a release's life: for selectors. */}}
{{- define "agents.selectorLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Labels of a pod: no chart version, so that a new chart does not restart pods that did not change. */}}
{{- define "agents.podLabels" -}}
{{- $root := index . 0 -}}
{{ include "agents.selectorLabels" . }}
app.kubernetes.io/part-of: {{ $root.Chart.Name }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "agents.labels" -}}
{{- $root := index . 0 -}}
{{ include "agents.podLabels" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/*
An image reference, from (list . image): registry/repository:tag@sha256:...
The tag is for people; with a digest, the digest decides what runs.
*/}}
{{- define "agents.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- with (hasKey $image "registry" | ternary $image.registry $root.Values.imageRegistry) -}}{{ . }}/{{- end -}}
{{- $image.repository -}}
{{- with $image.tag -}}:{{ . }}{{- end -}}
{{- with $image.digest -}}@{{ . }}{{- end -}}
{{- end -}}

{{/* The ServiceAccount that a component runs as: its own, a given one, or the namespace's default. */}}
{{- define "agents.serviceAccountName" -}}
{{- $root := index . 0 -}}
{{- $account := (index $root.Values (index . 1)).serviceAccount -}}
{{- if $account.create -}}
{{- $account.name | default (include "agents.name" .) -}}
{{- else -}}
{{- $account.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* The pod's security context: the chart-wide one, with the component's own settings over it. */}}
{{- define "agents.podSecurityContext" -}}
{{- $root := index . 0 -}}
{{- $own := (index $root.Values (index . 1)).podSecurityContext | default dict -}}
{{- toYaml (mergeOverwrite (deepCopy ($root.Values.podSecurityContext | default dict)) (deepCopy $own)) -}}
{{- end -}}

{{/* A container's security context, likewise. */}}
{{- define "agents.containerSecurityContext" -}}
{{- $root := index . 0 -}}
{{- $own := (index $root.Values (index . 1)).containerSecurityContext | default dict -}}
{{- toYaml (mergeOverwrite (deepCopy ($root.Values.containerSecurityContext | default dict)) (deepCopy $own)) -}}
{{- end -}}

{{/* Where a component's pods may run, and from where they may be pulled. */}}
{{- define "agents.scheduling" -}}
{{- $root := index . 0 -}}
{{- $own := index $root.Values (index . 1) -}}
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $own.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Keeps a component's replicas on different nodes, and spreads them over the zones. */}}
{{- define "agents.spread" -}}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "agents.selectorLabels" . | nindent 14 }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "agents.selectorLabels" . | nindent 8 }}
{{- end -}}

{{/* The scheme of the health and metrics endpoints. */}}
{{- define "agents.scheme" -}}
{{- .Values.tls.enabled | ternary "HTTPS" "HTTP" -}}
{{- end -}}

{{/* The database role that the nightly dump logs in as: read-only, where the chart creates the roles. */}}
{{- define "agents.backupUser" -}}
{{- .Values.postgresql.auth.username -}}
{{- if .Values.postgresql.auth.existingSecret -}}_backup{{- end -}}
{{- end -}}
