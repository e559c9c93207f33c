using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Hebb.Cli;

/// <summary>
/// Posts alerts to a URL as JSON arrays, from a thread of its own: some at a time, again when it fails, and never so that scoring waits forever. What could
/// not be delivered is counted.
/// </summary>
internal sealed class AlertPoster : IDisposable
{
    private const int BatchSize = 100, Attempts = 4;

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly BlockingCollection<byte[]> _waiting = new(boundedCapacity: 10_000);
    private readonly Uri _url;
    private readonly TimeSpan _pause;
    private readonly Thread _posting;
    private long _lost;
    private string? _problem;
    private volatile bool _isGone;

    /// <summary>Posts to this URL; after a failure waits this long, then twice, then four times as long.</summary>
    public AlertPoster(Uri url, TimeSpan pause)
    {
        (_url, _pause) = (url, pause);
        _posting = new(Post) { IsBackground = true, Name = "Hebb alerts" };
        _posting.Start();
    }

    /// <summary>
    /// Takes an alert. If ten thousand are waiting already, it waits for the receiver, but not for one that has been given up or takes too long.
    /// </summary>
    public void Add(byte[] alert)
    {
        if (!_waiting.TryAdd(alert, _isGone ? TimeSpan.Zero : TimeSpan.FromSeconds(10))) { Lose(1, _problem ?? "the receiver is too slow"); }
    }

    /// <summary>Waits until all alerts are delivered or given up, and says how many were lost and why.</summary>
    public (long Lost, string? Problem) Finish()
    {
        _waiting.CompleteAdding();
        _posting.Join();
        return (Interlocked.Read(ref _lost), _problem);
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _client.Dispose();
    }

    private void Post()
    {
        List<byte[]> batch = [];
        while (_waiting.TryTake(out byte[]? first, Timeout.Infinite))
        {
            batch.Add(first);
            while (batch.Count < BatchSize && _waiting.TryTake(out byte[]? alert)) { batch.Add(alert); }
            _isGone = !Deliver(batch, _isGone ? 1 : Attempts); // who has been given up gets no second chance to delay the end
            batch.Clear();
        }
    }

    private bool Deliver(List<byte[]> batch, int attempts)
    {
        byte[] body = [(byte)'[', .. batch.SelectMany((alert, i) => i == 0 ? alert : [(byte)',', .. alert]), (byte)']'];
        string problem = "";
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            if (attempt > 0) { Thread.Sleep(_pause * (1 << (attempt - 1))); }
            try
            {
                using ByteArrayContent content = new(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using HttpRequestMessage request = new(HttpMethod.Post, _url) { Content = content };
                using HttpResponseMessage answer = _client.Send(request);
                if (answer.IsSuccessStatusCode) { return true; }
                problem = $"{_url} answered {(int)answer.StatusCode}";
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException or ObjectDisposedException)
            {
                problem = $"{_url}: {error.Message}";
            }
        }

        Lose(batch.Count, problem);
        return false;
    }

    private void Lose(int count, string problem)
    {
        Interlocked.Add(ref _lost, count);
        _problem = problem;
    }
}
