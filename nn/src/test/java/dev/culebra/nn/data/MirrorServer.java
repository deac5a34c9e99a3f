package dev.culebra.nn.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A mirror on this machine that gives each file an answer set beforehand, and misbehaves as told. */
final class MirrorServer implements AutoCloseable {

    /** What to answer: a status, the length to announce, and the bytes really sent before hanging up, or not. */
    record Answer(String status, int announced, byte[] body, boolean hangsUp) {

        Answer(String status, int announced, byte[] body) {
            this(status, announced, body, true);
        }

        static Answer whole(byte[] body) {
            return new Answer("200 OK", body.length, body);
        }

        static Answer cut(byte[] body, int at) {
            return new Answer("200 OK", body.length, Arrays.copyOf(body, at));
        }

        static Answer stalled(byte[] body, int at) {
            return new Answer("200 OK", body.length, Arrays.copyOf(body, at), false);
        }

        static Answer notFound() {
            return new Answer("404 Not Found", 0, new byte[0]);
        }
    }

    private final ServerSocket socket;
    private final Map<String, Answer> answers;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    MirrorServer(Map<String, Answer> answers) throws IOException {
        this.answers = answers;
        this.socket = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/data/");
    }

    /** The names asked for, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (IOException e) {
                // The client hung up, which some tests want, or the server was closed.
                continue;
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        String path = in.readLine().split(" ")[1];
        while (!in.readLine().isEmpty()) {
            // Headers do not matter.
        }
        String name = path.substring("/data/".length());
        requests.add(name);
        Answer answer = answers.getOrDefault(name, Answer.notFound());
        OutputStream out = connection.getOutputStream();
        String head = "HTTP/1.1 " + answer.status() + "\r\nContent-Length: " + answer.announced()
                + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(answer.body());
        out.flush();
        if (!answer.hangsUp()) {
            in.readLine();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
