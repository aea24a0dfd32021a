package touchstone.lib.secrets_test

import data.touchstone.lib.secrets

test_names_of_secrets if {
	every name in [
		"PASSWORD", "PGPASSWORD", "POSTGRES_PASSWORD", "dbPassword", "MYSQL_PWD", "DB_PASS", "redis-password",
		"GITHUB_TOKEN", "API_KEY", "apikey", "AWS_SECRET_ACCESS_KEY", "CLIENT_SECRET", "DJANGO_SECRET_KEY", "PASSWORD_2",
	] {
		secrets.names_secret(name)
	}
}

test_names_of_other_things if {
	every name in [
		"PASSWORD_FILE", "TOKEN_TTL", "AWS_ACCESS_KEY_ID", "BYPASS", "COMPASS", "TOKENIZER", "SECRET_NAME", "MAX_TOKENS",
		"EOS_TOKEN", "IMAGE_PULL_SECRET",
		"ELASTIC_PASSWORD_SECRET", "existingSecret", "tls-secret", "NEXT_PUBLIC_MAP_TOKEN", "PUBLIC_KEY", "password_encryption",
	] {
		not secrets.names_secret(name)
	}
}

test_values_that_are_written_out if {
	every value in ["change-me", "hunter2", "s3cr3t!", "Zm9vYmFy/Zg==", "redis://:hunter2@redis:6379", ["hunter2"], {"a": "b"}] {
		secrets.is_written_out(value)
	}
}

test_values_that_are_not if {
	every value in [
		null, "", " ", true, 5, "true", "None", "300", "1.5", "15m", "$(DB_PASSWORD)", "${DB_PASSWORD}", "$DB_PASSWORD",
		"{{ .password }}", "<password>", "***", "xxxx", "/run/secrets/password", "./password", "~/token", `C:\secrets\token`,
		"https://login.example.com/token", "vault:secret/data/agents#password", "ref+awsssm://agents/password",
		"arn:aws:secretsmanager:eu-west-1:1:secret:agents", "projects/1/secrets/agents/versions/2", "ENC[AES256_GCM,data:x]",
		[], {},
	] {
		not secrets.is_written_out(value)
	}
}

_flags(text, next) := secrets.flags({"text": text, "next": next})

test_flags_that_give_a_secret if {
	_flags("--password=hunter2", null) == {"--password"}
	_flags("-Dspring.datasource.password=hunter2", null) == {"-Dspring.datasource.password"}
	_flags("--client-secret=hunter2", null) == {"--client-secret"}
	_flags("--requirepass", "hunter2") == {"--requirepass"}
	_flags("PGPASSWORD='hunter 2' psql --token=\"abc\" -c 'select 1'", null) == {"PGPASSWORD", "--token"}
}

test_flags_that_give_none if {
	_flags("--password=$(PASSWORD)", null) == set()
	_flags("--password=\"$PASSWORD\"", null) == set()
	_flags("PGPASSWORD=$(cat /run/secrets/password) psql", null) == set()
	_flags("--password-file=/run/secrets/password", null) == set()
	_flags("--password", null) == set()
	_flags("--password", "--host=db") == set()
	_flags("--password", "$(PASSWORD)") == set()
	_flags("--secret", "agents-tls") == set()
	_flags("--proxy-secret=agents/proxy", null) == set()
	_flags("--eos-token=</s>", null) == set()
	_flags("--token-ttl=15m", null) == set()
}

test_addresses_with_a_password if {
	every text in [
		"postgres://agent:hunter2@postgresql:5432/agents",
		"redis://:hunter2@redis:6379",
		"amqps://agent:h%40nter2@broker.example.com",
		"# the queue\nurl = nats://agent:hunter2@nats:4222\n",
	] {
		secrets.has_address_with_password(text)
	}
}

test_addresses_without if {
	every text in [
		"postgres://postgresql:5432/agents",
		"postgres://agent@postgresql:5432/agents",
		"postgres://agent:$(PASSWORD)@postgresql:5432/agents",
		"postgres://agent:${PASSWORD}@postgresql:5432/agents",
		"postgres://agent:<password>@postgresql:5432/agents",
		"postgres://agent:***@postgresql:5432/agents",
		"# postgres://agent:hunter2@postgresql:5432/agents",
		"https://example.com:8443/@scope/package",
		"https://example.com/a:b@c",
		"nats://nats-0:4222,nats://nats-1:4222",
	] {
		not secrets.has_address_with_password(text)
	}
}

test_private_keys if {
	secrets.has_private_key("-----BEGIN PRIVATE KEY-----\nMC4C\n")
	secrets.has_private_key("key: |\n  -----BEGIN RSA PRIVATE KEY-----\n")
	not secrets.has_private_key("-----BEGIN CERTIFICATE-----\nMC4C\n")
	not secrets.has_private_key("-----BEGIN PUBLIC KEY-----\nMC4C\n")
}
