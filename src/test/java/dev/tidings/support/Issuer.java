package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.ContextLoaderListener;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.DelegatingFilterProxy;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID Connect provider on a port of its own: Spring Authorization Server. It knows alice, bob and admin, whose passwords
 * are their names, and one public client, which has to use PKCE. Its access tokens are for {@link #AUDIENCE} and hold the roles
 * in {@code realm_access.roles}.
 */
public final class Issuer implements AutoCloseable {

    public static final String AUDIENCE = "tidings-api";

    private static final String CLIENT = "tidings";
    private static final String CALLBACK = "http://127.0.0.1/callback";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\".*?value=\"([^\"]+)\"");

    private final List<RSAKey> keys = new CopyOnWriteArrayList<>();
    private final Duration lifetime;
    private final AtomicInteger keyRequests = new AtomicInteger();
    private final int port = FreePorts.next();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JwtEncoder encoder;
    private Server server;

    private Issuer(Duration lifetime) {
        this.lifetime = lifetime;
        keys.add(newKey());
        this.encoder = encoder(keySource());
        this.server = start(this);
    }

    public static Issuer start() {
        return start(Duration.ofMinutes(5));
    }

    /** Starts a provider whose access tokens expire after a time. */
    public static Issuer start(Duration lifetime) {
        return new Issuer(lifetime);
    }

    private static Server start(Issuer issuer) {
        var context = new AnnotationConfigWebApplicationContext();
        context.register(Parts.class);
        context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("issuer", issuer));
        var handler = new ServletContextHandler(ServletContextHandler.SESSIONS);
        handler.addEventListener(new ContextLoaderListener(context));
        handler.addFilter(
                new FilterHolder(new DelegatingFilterProxy("springSecurityFilterChain")),
                "/*",
                EnumSet.of(DispatcherType.REQUEST));
        var server = new Server(new InetSocketAddress("localhost", issuer.port));
        server.setHandler(handler);
        run(server::start);
        return server;
    }

    /** Returns the settings of an instance that takes tokens of this issuer. */
    public String[] settings(String... more) {
        return Stream.concat(
                        Stream.of(
                                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + uri(),
                                "--spring.security.oauth2.resourceserver.jwt.audiences=" + AUDIENCE,
                                "--tidings.security.roles-claim=realm_access.roles"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    public String uri() {
        return "http://localhost:" + port;
    }

    /** Makes a new key that signs from now on. Tokens of the older ones stay good until {@link #forgetOldKeys}. */
    public void rotateKeys() {
        keys.addFirst(newKey());
    }

    /** Publishes the newest key only. */
    public void forgetOldKeys() {
        keys.subList(1, keys.size()).clear();
    }

    /** Takes back the last {@link #rotateKeys}. */
    public void forgetNewestKey() {
        keys.removeFirst();
    }

    /** Goes away, so that nobody can reach it until {@link #comeBack}. */
    public void goAway() {
        run(server::stop);
    }

    public void comeBack() {
        server = start(this);
    }

    /** Signs in as the page does, by authorization code with PKCE, and returns the access token. */
    public String signIn(String user) {
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        try (HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            String authorize = uri() + "/oauth2/authorize?"
                    + form(Map.of(
                            "response_type",
                            "code",
                            "client_id",
                            CLIENT,
                            "redirect_uri",
                            CALLBACK,
                            "scope",
                            "openid profile",
                            "code_challenge",
                            challenge(verifier),
                            "code_challenge_method",
                            "S256"));
            URI login = redirect(
                    browser, HttpRequest.newBuilder(URI.create(authorize)).header("Accept", "text/html"));
            String page = send(browser, HttpRequest.newBuilder(login)).body();
            var csrf = CSRF.matcher(page);
            assertThat(csrf.find()).as(page).isTrue();
            redirect(browser, post(login, Map.of("username", user, "password", user, "_csrf", csrf.group(1))));
            URI callback = redirect(browser, HttpRequest.newBuilder(URI.create(authorize)));
            assertThat(callback.toString()).startsWith(CALLBACK + "?code=");
            return token(callback.getQuery().substring("code=".length()), verifier);
        }
    }

    private String token(String code, String verifier) {
        HttpResponse<String> answer = send(
                http,
                post(
                        URI.create(uri() + "/oauth2/token"),
                        Map.of(
                                "grant_type", "authorization_code",
                                "client_id", CLIENT,
                                "redirect_uri", CALLBACK,
                                "code", code,
                                "code_verifier", verifier)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
    }

    /** Signs a token for alice with the newest key; the claims are as they should be but for what the test changes. */
    public String token(Consumer<JwtClaimsSet.Builder> changes) {
        return token("JWT", changes);
    }

    /** Signs a token of some type. */
    public String token(String type, Consumer<JwtClaimsSet.Builder> changes) {
        Instant now = Instant.now();
        var claims = JwtClaimsSet.builder()
                .issuer(uri())
                .subject("alice")
                .audience(List.of(AUDIENCE))
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(5)));
        changes.accept(claims);
        return encoder.encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).type(type).build(), claims.build()))
                .getTokenValue();
    }

    /** Returns the public key that signs now. */
    public byte[] publicKey() {
        try {
            return keys.getFirst().toRSAPublicKey().getEncoded();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Returns how often somebody asked for the public keys. */
    public int keyRequests() {
        return keyRequests.get();
    }

    private JWKSource<SecurityContext> keySource() {
        return (selector, context) -> selector.select(new JWKSet(List.copyOf(keys)));
    }

    private static JwtEncoder encoder(JWKSource<SecurityContext> source) {
        var encoder = new NimbusJwtEncoder(source);
        encoder.setJwkSelector(List::getFirst);
        return encoder;
    }

    private static RSAKey newKey() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .privateKey(pair.getPrivate())
                    .keyID(UUID.randomUUID().toString())
                    .build();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static HttpRequest.Builder post(URI address, Map<String, String> fields) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static URI redirect(HttpClient browser, HttpRequest.Builder request) {
        HttpResponse<String> answer = send(browser, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.request()
                .uri()
                .resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private interface Step {

        void run() throws Exception;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (Exception ex) {
            throw new IllegalStateException("The issuer failed", ex);
        }
    }

    @Override
    public void close() {
        goAway();
        http.close();
    }

    /** The beans of the provider. */
    @EnableWebSecurity
    static final class Parts {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .cors(Customizer.withDefaults())
                    .build();
        }

        /** Pages ask for tokens by themselves. */
        @Bean
        CorsConfigurationSource corsConfigurationSource() {
            var source = new UrlBasedCorsConfigurationSource();
            source.registerCorsConfiguration("/**", new CorsConfiguration().applyPermitDefaultValues());
            return source;
        }

        @Bean
        AuthorizationServerSettings settings(Issuer issuer) {
            return AuthorizationServerSettings.builder().issuer(issuer.uri()).build();
        }

        @Bean
        JWKSource<SecurityContext> keys(Issuer issuer) {
            JWKSource<SecurityContext> source = issuer.keySource();
            return (selector, context) -> {
                issuer.keyRequests.incrementAndGet();
                return source.get(selector, context);
            };
        }

        @Bean
        JwtEncoder encoder(Issuer issuer) {
            return issuer.encoder;
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return NimbusJwtDecoder.withJwkSource(keys).build();
        }

        @Bean
        RegisteredClientRepository clients(Issuer issuer) {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId(CLIENT)
                    .clientId(CLIENT)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(CALLBACK)
                    // Of any port, as RFC 8252 has it for loopback addresses.
                    .redirectUri("http://127.0.0.1/")
                    .tokenSettings(TokenSettings.builder()
                            .accessTokenTimeToLive(issuer.lifetime)
                            .build())
                    .scopes(scopes -> scopes.addAll(List.of("openid", "profile")))
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build())
                    .build());
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(List.of(user("alice"), user("bob"), user("admin")));
        }

        private static UserDetails user(String name) {
            return User.withUsername(name)
                    .password("{noop}" + name)
                    .roles("user")
                    .build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return context -> {
                if (context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN)) {
                    String user = context.getPrincipal().getName();
                    context.getClaims()
                            .audience(List.of(AUDIENCE))
                            .claim(
                                    "realm_access",
                                    Map.of("roles", user.equals("admin") ? List.of("admin") : List.of("member")));
                }
            };
        }
    }
}
