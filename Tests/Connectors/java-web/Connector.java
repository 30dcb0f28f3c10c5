import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Procore connector in one file of Java 17: a visitor is a cookie, a grant is a properties file, and a token is
 * refreshed a minute before its end or when it is rejected. A process of it serves many scenarios, one after the other.
 * DEFECT switches one fault on.
 */
public class Connector {
  static final String DEFECT = Objects.requireNonNullElse(System.getenv("DEFECT"), "");
  static final String LOGIN = System.getenv("PROCORE_LOGIN_URL");
  static final String API = System.getenv("PROCORE_API_URL");
  static final String ID = System.getenv("PROCORE_CLIENT_ID");
  static final String SECRET = System.getenv("PROCORE_CLIENT_SECRET");
  static final String REDIRECT = System.getenv("REDIRECT_URI");
  static final Path FOLDER = Path.of(System.getenv("DATA_DIR"));
  static final Duration PATIENCE = Duration.ofSeconds(8);
  static final Duration MARGIN = Duration.ofSeconds(60);

  static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  static final SecureRandom random = new SecureRandom();
  /** The visitors who may come back with a state. */
  static final Map<String, String> pending = new ConcurrentHashMap<>();
  static final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  /** What the page says when something cannot be done. */
  static class Refusal extends RuntimeException {
    final int status;

    Refusal(int status, String words) {
      super(words);
      this.status = status;
    }
  }

  record Grant(String access, String refresh, Instant end, boolean isOver) {
    static Path file(String visitor) {
      return FOLDER.resolve("grant-" + (DEFECT.equals("one-grant-for-all") ? "all" : visitor) + ".properties");
    }

    static Grant load(String visitor) throws IOException {
      if (visitor == null || !Files.exists(file(visitor))) return null;
      Properties p = new Properties();
      try (Reader reader = Files.newBufferedReader(file(visitor))) {
        p.load(reader);
      }
      return new Grant(
          p.getProperty("access"), p.getProperty("refresh"), Instant.parse(p.getProperty("end")),
          Boolean.parseBoolean(p.getProperty("isOver")));
    }

    void store(String visitor) throws IOException {
      Properties p = new Properties();
      p.setProperty("access", access);
      p.setProperty("refresh", refresh);
      p.setProperty("end", end.toString());
      p.setProperty("isOver", Boolean.toString(isOver));
      Path part = FOLDER.resolve("grant-" + visitor + "." + Thread.currentThread().getId() + ".part");
      try (Writer writer = Files.newBufferedWriter(part)) {
        p.store(writer, null);
      }
      Files.move(part, file(visitor), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  // Tokens

  static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  static HttpResponse<String> post(String path, Map<String, String> form) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("client_id", ID);
    all.put("client_secret", SECRET);
    List<String> parts = new ArrayList<>();
    all.forEach((name, value) -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return send(
        HttpRequest.newBuilder(URI.create(LOGIN + path)).timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", parts))).build());
  }

  /** The tokens of an answer; null where it has none. */
  static Map<?, ?> tokens(HttpResponse<String> answer) {
    boolean has = answer.statusCode() == 200 && Json.parse(answer.body()) instanceof Map<?, ?> map
        && map.get("access_token") instanceof String;
    return has ? (Map<?, ?>) Json.parse(answer.body()) : null;
  }

  static Grant keep(String visitor, Map<?, ?> tokens, Grant former) throws IOException {
    if (DEFECT.equals("wants-Bearer") && !"Bearer".equals(tokens.get("token_type")))
      throw new Refusal(500, "unsupported token type");
    long seconds = tokens.get("expires_in") instanceof Number number ? number.longValue() : 3600;
    Object refresh = tokens.get("refresh_token");
    if (refresh == null || former != null && DEFECT.equals("keeps-first-refresh-token"))
      refresh = former == null ? "" : former.refresh;
    Grant grant = new Grant(
        (String) tokens.get("access_token"), (String) refresh, Instant.now().plusSeconds(seconds), false);
    grant.store(visitor);
    return grant;
  }

  /** A grant whose access token is another than the rejected one. */
  static Grant refresh(String visitor, String rejected) throws IOException {
    ReentrantLock lock = locks.computeIfAbsent(visitor, name -> new ReentrantLock());
    lock.lock();
    try {
      Grant grant = Grant.load(visitor);
      if (grant == null || grant.isOver || grant.refresh.isEmpty()) throw new Refusal(401, "please connect");
      if (!grant.access.equals(rejected)) return grant;
      HttpResponse<String> answer = post(
          "/oauth/token", Map.of("grant_type", "refresh_token", "refresh_token", grant.refresh));
      if (answer.statusCode() == 400 || answer.statusCode() == 401) {
        // Any other refusal is of the app, and says nothing about who connected.
        boolean isOfGrant = Json.parse(answer.body()) instanceof Map<?, ?> map
            && "invalid_grant".equals(map.get("error"));
        if (!isOfGrant && !DEFECT.equals("ends-with-the-app"))
          throw new Refusal(500, "Procore does not accept this app");
        new Grant(grant.access, grant.refresh, grant.end, true).store(visitor);
        throw new Refusal(401, "please connect");
      }
      Map<?, ?> tokens = tokens(answer);
      if (tokens == null) throw new Refusal(503, "Procore's login is in trouble");
      return keep(visitor, tokens, grant);
    } finally {
      lock.unlock();
    }
  }

  // The API

  static HttpResponse<String> call(String visitor, String method, String address, String company, String body)
      throws IOException {
    Grant grant = Grant.load(visitor);
    if (grant == null || grant.isOver) throw new Refusal(401, "please connect");
    if (Instant.now().isAfter(grant.end.minus(MARGIN))) {
      try {
        grant = refresh(visitor, grant.access);
      } catch (Refusal refusal) {
        if (Instant.now().isAfter(grant.end)) throw refusal;
      }
    }
    for (int attempt = 1; ; attempt++) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE)
          .header("Authorization", "Bearer " + grant.access).header("Procore-Company-Id", company)
          .header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(body == null ? "" : body));
      HttpResponse<String> answer = send(request.build());
      boolean isRejected = answer.statusCode() == 401
          || answer.statusCode() == 403 && DEFECT.equals("takes-403-for-401");
      if (isRejected && attempt == 1) {
        grant = refresh(visitor, grant.access);
        continue;
      }
      if (answer.statusCode() == 401) throw new Refusal(401, "please connect");
      if (answer.statusCode() == 429) throw new Refusal(429, "too many calls");
      return answer;
    }
  }

  static Refusal refusal(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 403 && answer.body().contains("App is not connected to this company."))
      return new Refusal(403, "install: an administrator of the company has to install this app");
    if (status == 403 || status == 404) return new Refusal(403, "rights: this is not open to you");
    return status >= 500 ? new Refusal(503, "Procore is in trouble") : new Refusal(422, "Procore refused it");
  }

  static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

  static List<Map<?, ?>> list(String visitor, String path, String company) throws IOException {
    List<Map<?, ?>> rows = new ArrayList<>();
    for (String next = API + path; next != null; ) {
      HttpResponse<String> answer = call(visitor, "GET", next, company, null);
      if (answer.statusCode() != 200) throw refusal(answer);
      if (!(Json.parse(answer.body()) instanceof List<?> page)) throw new Refusal(503, "this was not understood");
      for (Object row : page) rows.add((Map<?, ?>) row);
      Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
      next = link.find() ? link.group(1) : null;
    }
    return rows;
  }

  // The pages

  static void login(HttpExchange exchange, String visitor) throws IOException {
    String name = visitor == null ? randomName() : visitor;
    String state = DEFECT.equals("state-of-the-clock") ? "login-" + System.currentTimeMillis() : randomName();
    pending.put(state, name);
    exchange.getResponseHeaders().add("Set-Cookie", "visitor=" + name + "; Path=/; HttpOnly");
    redirect(
        exchange, LOGIN + "/oauth/authorize?response_type=code&client_id=" + ID + "&state=" + state + "&redirect_uri="
            + URLEncoder.encode(REDIRECT, StandardCharsets.UTF_8));
  }

  static void callback(HttpExchange exchange, String visitor) throws IOException {
    Map<String, String> query = query(exchange);
    String owner = pending.remove(query.getOrDefault("state", ""));
    if (owner == null || !owner.equals(visitor)) throw new Refusal(400, "this login did not begin here");
    if (query.containsKey("error") || !query.containsKey("code")) throw new Refusal(400, "you did not connect");
    HttpResponse<String> answer = post(
        "/oauth/token",
        Map.of("grant_type", "authorization_code", "code", query.get("code"), "redirect_uri", REDIRECT));
    Map<?, ?> tokens = tokens(answer);
    if (tokens == null) throw new Refusal(answer.statusCode() < 500 ? 400 : 503, "Procore did not accept the login");
    keep(visitor, tokens, null);
    redirect(exchange, "/home");
  }

  static void read(HttpExchange exchange, String visitor) throws IOException {
    String company = query(exchange).get("company");
    List<String> subjects = new ArrayList<>();
    int read = 0, refused = 0;
    for (Map<?, ?> project : list(visitor, "/rest/v1.1/projects?company_id=" + company, company)) {
      try {
        for (Map<?, ?> rfi : list(visitor, "/rest/v1.1/projects/" + project.get("id") + "/rfis", company))
          subjects.add("{\"id\": " + rfi.get("id") + ", \"subject\": " + Json.quote("" + rfi.get("subject")) + "}");
        read++;
      } catch (Refusal refusal) {
        if (!refusal.getMessage().startsWith("rights:") || DEFECT.equals("ends-at-a-refusal")) throw refusal;
        refused++;
      }
    }
    if (refused > 0 && read == 0) throw new Refusal(403, "rights: no project is open to you");
    answer(exchange, refused > 0 ? 206 : 200, "[" + String.join(", ", subjects) + "]");
  }

  static void write(HttpExchange exchange, String visitor) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!(Json.parse(sent) instanceof Map<?, ?> form)) throw new Refusal(400, "a form is missing");
    HttpResponse<String> me = call(visitor, "GET", API + "/rest/v1.0/me", "" + form.get("company"), null);
    if (me.statusCode() != 200 || !(Json.parse(me.body()) instanceof Map<?, ?> person)) throw refusal(me);
    String rfi = "{\"rfi\": {\"subject\": " + Json.quote("" + form.get("subject"))
        + ", \"assignee_ids\": [" + person.get("id") + "]}}";
    HttpResponse<String> answer = call(
        visitor, "POST", API + "/rest/v1.0/projects/" + form.get("project") + "/rfis", "" + form.get("company"), rfi);
    if (answer.statusCode() != 201) throw refusal(answer);
    answer(exchange, 201, "{}");
  }

  static void logout(HttpExchange exchange, String visitor) throws IOException {
    Grant grant = Grant.load(visitor);
    if (grant != null) {
      try {
        post("/oauth/revoke", Map.of("token", grant.access));
      } finally {
        Files.deleteIfExists(Grant.file(visitor));
      }
    }
    answer(exchange, 204, "");
  }

  static void handle(HttpExchange exchange) throws IOException {
    String visitor = cookie(exchange);
    try {
      switch (exchange.getRequestURI().getPath()) {
        case "/ready" -> answer(exchange, 200, "ready");
        case "/procore/login" -> login(exchange, visitor);
        case "/procore/callback" -> callback(exchange, visitor);
        case "/home" -> answer(exchange, 200, Grant.load(visitor) == null ? "Not connected" : "You are connected");
        case "/rfis" -> read(exchange, visitor);
        case "/rfis/new" -> write(exchange, visitor);
        case "/procore/logout" -> logout(exchange, visitor);
        default -> answer(exchange, 404, "There is no such page.");
      }
    } catch (Refusal refusal) {
      answer(exchange, refusal.status, "{\"message\": " + Json.quote(refusal.getMessage()) + "}");
    } catch (IOException noAnswer) {
      answer(exchange, 503, "{\"message\": \"Procore does not answer\"}");
    } catch (RuntimeException fault) {
      fault.printStackTrace();
      answer(exchange, 500, "{\"message\": \"a fault of this connector\"}");
    }
  }

  static String randomName() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static String cookie(HttpExchange exchange) {
    for (String line : exchange.getRequestHeaders().getOrDefault("Cookie", List.of()))
      for (String part : line.split(";\\s*")) if (part.startsWith("visitor=")) return part.substring(8);
    return null;
  }

  static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    for (String part : Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "").split("&")) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  static void redirect(HttpExchange exchange, String address) throws IOException {
    exchange.getResponseHeaders().add("Location", address);
    answer(exchange, 302, "");
  }

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 64);
    server.createContext("/", Connector::handle);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }
}

/** JSON (RFC 8259), as far as it is needed: Map, List, String, Long, Double, Boolean and null. */
final class Json {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private final String text;
  private int at = 0;

  private Json(String text) {
    this.text = text;
  }

  /** The value of a text; null for one that is no JSON. */
  static Object parse(String text) {
    try {
      Json json = new Json(text);
      Object value = json.value();
      return json.next() == '\0' ? value : null;
    } catch (RuntimeException malformed) {
      return null;
    }
  }

  static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private char next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean takes(char wanted) {
    if (next() != wanted) return false;
    at++;
    return true;
  }

  private void expect(char wanted) {
    if (!takes(wanted)) throw new IllegalStateException();
  }

  private Object value() {
    if (takes('{')) {
      Map<String, Object> map = new LinkedHashMap<>();
      if (takes('}')) return map;
      do {
        expect('"');
        String name = string();
        expect(':');
        map.put(name, value());
      } while (takes(','));
      expect('}');
      return map;
    }
    if (takes('[')) {
      List<Object> list = new ArrayList<>();
      if (takes(']')) return list;
      do list.add(value()); while (takes(','));
      expect(']');
      return list;
    }
    if (takes('"')) return string();
    for (String word : List.of("true", "false", "null"))
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("null") ? null : word.equals("true");
      }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) throw new IllegalStateException();
    at = number.end();
    String digits = number.group();
    return digits.matches("-?\\d+") ? (Object) Long.parseLong(digits) : (Object) Double.parseDouble(digits);
  }

  private String string() {
    StringBuilder built = new StringBuilder();
    while (true) {
      char character = text.charAt(at++);
      if (character == '"') return built.toString();
      if (character != '\\') {
        built.append(character);
        continue;
      }
      char escaped = text.charAt(at++);
      if (escaped == 'u') {
        built.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
        at += 4;
      } else {
        int control = "bfnrt".indexOf(escaped);
        built.append(control < 0 ? escaped : "\b\f\n\r\t".charAt(control));
      }
    }
  }
}
