namespace Hebb.Data.Downloads;

/// <summary>A file of a public data set.</summary>
/// <param name="Name">Its name, below the set's address.</param>
/// <param name="Md5">The published checksum of the file as it is fetched, in lower-case hexadecimal digits.</param>
public sealed record PublicFile(string Name, string Md5);
