{{- define "functions.who" -}}{{ required "A guest is needed!" .Values.guest }}{{- end -}}
