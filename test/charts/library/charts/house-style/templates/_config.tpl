{{- define "house-style.config" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Chart.Name }}
  labels:
    {{- include "house-style.labels" . | nindent 4 }}
{{- end -}}
{{- define "house-style.labels" -}}
owner: {{ .Values.owner }}
service: {{ .Release.Service }}
{{- end -}}
