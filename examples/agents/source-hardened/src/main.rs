//! Takes results of agents from NATS, writes them to PostgreSQL and counts them in Redis.
use native_tls::{Certificate, Identity, TlsConnector, TlsStream};
use postgres::Client;
use postgres_native_tls::MakeTlsConnector;
use std::env;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

const LARGEST_RESULT: usize = 1 << 20;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let connector = TlsConnector::builder()
        .add_root_certificate(Certificate::from_pem(&fs::read(env::var("CA_FILE")?)?)?)
        .identity(Identity::from_pkcs8(&fs::read(env::var("CERTIFICATE_FILE")?)?, &fs::read(env::var("KEY_FILE")?)?)?)
        .build()?;
    let database_url = fs::read_to_string(env::var("DATABASE_URL_FILE")?)?;
    let mut database = Client::connect(database_url.trim(), MakeTlsConnector::new(connector.clone()))?;
    let mut counters = connect(&connector, &env::var("REDIS_ADDRESS")?)?;
    let mut nats = connect(&connector, &env::var("NATS_ADDRESS")?)?;
    nats.write_all(b"CONNECT {\"verbose\":false}\r\nSUB agents.results.* 1\r\n")?;

    let mut lines = BufReader::new(nats);
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        // MSG <subject> <sid> <bytes>
        if let ["MSG", subject, _, length] = line.split_whitespace().collect::<Vec<_>>()[..] {
            let agent = agent_of(subject).ok_or("a subject that names no agent")?.to_string();
            let size: usize = length.parse()?;
            if size > LARGEST_RESULT {
                return Err("a result is larger than 1 MiB".into());
            }
            let mut body = vec![0; size + 2];
            lines.read_exact(&mut body)?;
            let text = String::from_utf8_lossy(&body[..size]);
            database.execute("INSERT INTO results (agent, at, text) VALUES ($1, now(), $2)", &[&agent, &text])?;
            write!(counters, "INCR agents:results:{agent}\r\n")?;
            println!("result of {agent}");
        }
        line.clear();
    }
    Ok(())
}

fn connect(connector: &TlsConnector, address: &str) -> Outcome<TlsStream<TcpStream>> {
    let host = address.split(':').next().unwrap_or_default();
    Ok(connector.connect(host, TcpStream::connect(address)?)?)
}

/// The last word of a subject, when it has only letters, digits and hyphens.
fn agent_of(subject: &str) -> Option<&str> {
    let (_, name) = subject.rsplit_once('.')?;
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (plain && !name.is_empty()).then_some(name)
}
