Console.WriteLine("gcactors");
return 0;
