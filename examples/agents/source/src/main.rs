//! Takes results of agents from NATS, writes them to PostgreSQL and counts them in Redis.
use postgres::{Client, NoTls};
use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;

fn main() {
    let mut database = Client::connect(&env::var("DATABASE_URL").unwrap(), NoTls).unwrap();
    let mut counters = TcpStream::connect(env::var("REDIS_ADDRESS").unwrap()).unwrap();
    let mut nats = TcpStream::connect(env::var("NATS_ADDRESS").unwrap()).unwrap();
    nats.write_all(b"CONNECT {\"verbose\":false}\r\nSUB agents.results.* 1\r\n").unwrap();

    let mut lines = BufReader::new(nats);
    let mut line = String::new();
    while lines.read_line(&mut line).unwrap() > 0 {
        // MSG <subject> <sid> <bytes>
        if line.starts_with("MSG ") {
            let words: Vec<&str> = line.split_whitespace().collect();
            let agent = words[1].rsplit('.').next().unwrap().to_string();
            let mut body = vec![0; words[3].parse::<usize>().unwrap() + 2];
            lines.read_exact(&mut body).unwrap();
            record(&mut database, &agent, &String::from_utf8_lossy(&body));
            write!(counters, "INCR agents:results:{agent}\r\n").unwrap();
        }
        line.clear();
    }
}

fn record(database: &mut Client, agent: &str, text: &str) {
    let at = time::now_utc().rfc3339().to_string();
    let statement = format!("INSERT INTO results (agent, at, text) VALUES ('{agent}', '{at}', '{text}')");
    database.batch_execute(&statement).unwrap();

    let command = format!("logger -t agents 'result of {agent}'");
    Command::new("sh").arg("-c").arg(&command).status().unwrap();
}
