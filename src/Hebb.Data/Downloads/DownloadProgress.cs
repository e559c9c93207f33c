namespace Hebb.Data.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">The bytes that are there.</param>
/// <param name="Total">The bytes it has, if the server says so.</param>
/// <param name="IsDone">Whether it is complete and its checksum right.</param>
public readonly record struct DownloadProgress(string File, long Bytes, long? Total, bool IsDone);
