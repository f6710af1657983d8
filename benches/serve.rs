//! Many readers at once: the program serves generated reports to clients on the loopback address.
//!
//! `cargo bench --bench serve -- 10000 200 60`: reports, readers, seconds. First every address is asked for once,
//! by one reader; then all readers ask for random addresses, each over its own persistent connection.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod generator;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use generator::Random;

/// Different reports and searches that readers look at.
const DIFFERENT: usize = 40;

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let [reports, readers, seconds] = numbers[..] else { return measure(300, 20, 3) };
    measure(reports, readers, seconds as u64);
}

fn measure(reports: usize, readers: usize, seconds: u64) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let (folder, archive) = (dir.path().join("reports"), dir.path().join("archive"));
    for n in 0..reports {
        let report = generator::report(n);
        let path = folder.join(report.year.to_string()).join(format!("{n}.txt"));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, generator::text(&report)).expect("a file");
    }
    let program = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.arg("--archive").arg(&archive).stdout(Stdio::piped());
        command
    };
    let added = program().args(["add", "--quiet"]).arg(&folder).output().expect("it runs");
    assert!(added.status.success(), "reports were refused");
    let server = Server::start(&mut program());
    let addresses = addresses();
    println!("{reports} reports, {} addresses, {readers} readers, {seconds} s", addresses.len());

    let mut first: Vec<(Duration, &String)> =
        addresses.iter().map(|address| (server.first(address), address)).collect();
    first.sort_unstable();
    let (slowest, address) = first[first.len() - 1];
    println!("  first time: median {:.1?}, slowest {slowest:.1?} ({address})", first[first.len() / 2].0);

    let before = server.memory();
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let mut memory = Vec::new();
    let measured: Vec<(Vec<Duration>, usize)> = std::thread::scope(|scope| {
        let one = |n: usize| {
            let (server, addresses) = (&server, &addresses);
            scope.spawn(move || server.read(addresses, n as u64, end))
        };
        let all: Vec<_> = (0..readers).map(one).collect();
        while Instant::now() < end {
            std::thread::sleep(Duration::from_millis(500));
            memory.push(server.memory());
        }
        all.into_iter().map(|reader| reader.join().expect("a reader")).collect()
    });
    let taken = begun.elapsed();
    let errors: usize = measured.iter().map(|(_, errors)| errors).sum();
    let mut times: Vec<Duration> = measured.into_iter().flat_map(|(times, _)| times).collect();
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "  {} answers, {errors} errors: {:.0} requests/s; median {:.1?}, p99 {:.1?}, slowest {:.1?}",
        times.len(),
        times.len() as f64 / taken.as_secs_f64(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
    let (first, second) = memory.split_at(memory.len() / 2);
    let most = |half: &[u64]| half.iter().max().copied().unwrap_or_default();
    println!(
        "  memory of the server: {before} MB before, at most {} MB in the first half, {} MB in the second, {} MB after",
        most(first),
        most(second),
        server.memory()
    );
}

/// What readers look at.
fn addresses() -> Vec<String> {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let mut addresses: Vec<String> =
        ["/", "/offices", "/style.css", "/review", "/trend.json", "/index.json"].map(str::to_owned).to_vec();
    for n in 0..DIFFERENT {
        let report = generator::report(n * 7);
        let (office, year) = (encoded(&report.agency), report.year);
        addresses.push(format!("/report/{office}/{year}"));
        addresses.push(format!("/search?q={}&year={}", encoded("公开"), year + n as u16 % 3));
        addresses.push(format!("/search?q={}&agency={office}", encoded("申请")));
        addresses.push(format!("/trend?indicator=requests.received&agency={office}"));
        addresses.push(format!("/compare?agency={office}&year={}&to={}", year, year + 1));
    }
    addresses
}

/// The program, serving.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(program: &mut Command) -> Self {
        let mut child = program.args(["serve", "--port", "0"]).spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped"))
            .read_line(&mut line)
            .expect("it says where");
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next())
            .expect("an address")
            .to_owned();
        Self { child, address }
    }

    fn connect(&self) -> BufReader<TcpStream> {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        BufReader::new(stream)
    }

    /// How long an address takes for the first time.
    fn first(&self, address: &str) -> Duration {
        let begun = Instant::now();
        let code = self.ask(&mut self.connect(), address);
        assert!(code == Some(200) || code == Some(404), "{address}: {code:?}");
        begun.elapsed()
    }

    /// Reads random pages until the end: how long each took, and how many failed.
    fn read(&self, addresses: &[String], seed: u64, end: Instant) -> (Vec<Duration>, usize) {
        let (mut random, mut connection) = (Random::new(seed), self.connect());
        let (mut times, mut errors) = (Vec::new(), 0);
        while Instant::now() < end {
            let address = &addresses[random.below(addresses.len())];
            let begun = Instant::now();
            match self.ask(&mut connection, address) {
                // an office may have no report of a year to compare with
                Some(200 | 404) => times.push(begun.elapsed()),
                _ => {
                    errors += 1;
                    connection = self.connect();
                }
            }
        }
        (times, errors)
    }

    /// The code of an answer that came whole.
    fn ask(&self, connection: &mut BufReader<TcpStream>, address: &str) -> Option<u16> {
        let request = format!("GET {address} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        connection.get_mut().write_all(request.as_bytes()).ok()?;
        let mut line = String::new();
        connection.read_line(&mut line).ok()?;
        let code = line.split(' ').nth(1)?.parse().ok()?;
        let mut length = 0;
        loop {
            line.clear();
            connection.read_line(&mut line).ok()?;
            match line.trim_end().to_ascii_lowercase().split_once(": ") {
                Some(("content-length", bytes)) => length = bytes.parse().ok()?,
                Some(_) => {}
                None => break,
            }
        }
        let copied = std::io::copy(&mut connection.take(length), &mut std::io::sink()).ok()?;
        (copied == length).then_some(code)
    }

    /// Resident memory in MB, where the system reports it.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(Path::new("/proc").join(self.child.id().to_string()).join("status"));
        let line = status.unwrap_or_default();
        let kib = line
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse::<u64>().ok());
        kib.map_or(0, |kib| kib / 1024)
    }
}
