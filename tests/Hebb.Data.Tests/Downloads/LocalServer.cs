using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hebb.Data.Tests.Downloads;

/// <summary>A web server on this computer that can be told to break off, to know no ranges, and to have no file.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _content;

    public LocalServer(byte[] content)
    {
        _content = content;
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/set/");

    /// <summary>Bytes after which the connection ends, once.</summary>
    public int? BreakAfter { get; set; }

    public bool KnowsRanges { get; set; } = true;

    public bool HasFile { get; set; } = true;

    /// <summary>The first lines and ranges of all requests.</summary>
    public List<string> Requests { get; } = [];

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync();
            await using NetworkStream stream = client.GetStream();
            using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
            string request = (await reader.ReadLineAsync())!;
            int from = 0;
            for (string? line; !string.IsNullOrEmpty(line = await reader.ReadLineAsync());)
            {
                if (!line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase)) { continue; }
                request += " " + line;
                from = KnowsRanges ? int.Parse(line[13..].TrimEnd('-')) : 0;
            }

            Requests.Add(request);
            string status = !HasFile ? "404 Not Found" : from >= _content.Length ? "416 Range Not Satisfiable" : from > 0 ? "206 Partial Content" : "200 OK";
            byte[] body = HasFile && from < _content.Length ? _content[from..] : [];
            string range = from > 0 && body.Length > 0 ? $"Content-Range: bytes {from}-{_content.Length - 1}/{_content.Length}\r\n" : "";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{range}Connection: close\r\n\r\n"));
            int sent = Math.Min(body.Length, BreakAfter ?? body.Length);
            BreakAfter = null;
            await stream.WriteAsync(body.AsMemory(0, sent));
        }
    }
}
